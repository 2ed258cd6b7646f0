/** One line of a skill's conformance check. note: worth knowing, and no fault. */
export type Check = { readonly id: CheckId; readonly status: "pass" | "fail" | "note"; readonly message: string };

export const CHECK_IDS = [
  "definition",
  "open",
  "answers",
  "errors",
  "metrics",
  "expected",
  "determinism",
  "empty-item",
  "cancel",
  "limits",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export interface SkillChecker {
  /** Tries a skill at ten items, in processes of its own. Rejects when the check itself cannot run, or takes too long. */
  check(skillId: string): Promise<readonly Check[]>;
}
