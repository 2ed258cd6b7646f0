import type { Check } from "../../../core/ports/skill-checker.ts";

/** Texts about the operator's skills on the start page. */
export const skillCheckText = {
  check: "Check this skill",
  again: "Check again",
  checking: (items: number) => (items === 1 ? "Checking at 1 item…" : `Checking at ${items} items…`),
  mayCost: (calls: number) => `The check calls the agent or model up to ${calls} times, which may cost money.`,
  passed: "Ready for the stage.",
  failed: (count: number) => (count === 1 ? "1 thing to fix." : `${count} things to fix.`),
  go: "GO: all skills that were tried are ready.",
  noGo: (failed: number) => (failed === 1 ? "NO GO: 1 skill is not ready." : `NO GO: ${failed} skills are not ready.`),
  untried: {
    "may-cost": (id: string) => `not tried, since it may cost. Try it with skill check ${id}`,
    "no-rows": (id: string) => `not tried, since it has no rows of its own. Try it with skill check ${id} --input FILE`,
  },
  noAnswer: "The server did not answer. Check again.",
  labels: {
    definition: "Definition",
    open: "Start",
    answers: "Answers",
    errors: "Errors",
    metrics: "Metrics",
    expected: "Expected results",
    determinism: "Repeatable",
    "empty-item": "Empty item",
    cancel: "Cancel",
    limits: "Limits",
  } satisfies { readonly [id in Check["id"]]: string },
  states: { pass: "passed", fail: "failed", note: "note" } satisfies { readonly [status in Check["status"]]: string },
  unusable: (count: number) => (count === 1 ? "A skill cannot be used" : `${count} skills cannot be used`),
  unusableHint: "Correct the file and reload this page.",
} as const;
