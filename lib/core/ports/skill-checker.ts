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

/** What a check that runs in a process of its own prints, as a line of JSON each; one without the end was cut off. */
export type CheckLine = { readonly begin: CheckId } | { readonly check: Check } | { readonly end: true };

export interface SkillChecker {
  /**
   * Tries a skill at a few items, in processes of its own. What is not done after `limitMs` is cut off: the last check says so. Rejects
   * when the check itself cannot run.
   */
  check(skillId: string, limitMs: number): Promise<readonly Check[]>;
}
