import { pluralize } from "../../core/words/plural.ts";

const TIME = { one: "time", many: "times" };

/** Texts of the fault button: its dialog, and what a fault will do. */
export const faultText = {
  title: "Inject a fault",
  description: "This really harms the workers of one scenario. The log and the review will show that it was you.",
  noTarget: "No scenario is running, so there is nothing to inject a fault into.",
  scenario: "Scenario",
  fault: "Fault",
  later: (label: string, later: string) => `${label} is not running now: it ${later}.`,
  alreadyActive: (label: string, fault: string) => `${label} is already ${fault}; another fault replaces it.`,
  /** in the order in which they are offered: from mild to hard */
  actions: {
    slow: { of: (whom: string) => `Slow ${whom} down`, label: "Slow it down" },
    kill: { of: (whom: string) => `Kill ${whom}'s workers`, label: "Kill its workers" },
    hang: { of: (whom: string) => `Make ${whom} hang`, label: "Make it hang" },
    memory: { of: (whom: string) => `Use up ${whom}'s memory`, label: "Use up its memory" },
    fail: { of: (whom: string) => `Make ${whom}'s batches fail`, label: "Make its batches fail" },
  },
  effects: {
    slow: "Its workers get a quarter of their time until you end the fault.",
    kill: "Killed at once; the batches in progress are lost. New workers take over.",
    hang: (limit: string) => `Its workers freeze. After ${limit} without progress they are killed and replaced.`,
    memory: (limit: string) => `One worker grows beyond its ${limit} MB, is killed and replaced.`,
    fail: "Every batch fails until you end the fault or the scenario has failed.",
  },
  /** what a fault in a scenario that is not running will do */
  laterEffects: { slow: "will be slow", hang: "will hang", fail: "will fail" },
  afterResume: "once it resumes",
  afterRelease: "after the release",
  noRetries: "This run does not retry: the items of a failed batch count as failed.",
  retriesAsk: (limit: number) => `A failed batch waits for you; you can retry it ${countTimes(limit)}.`,
  retriesAutomatically: (limit: number) => `A failed batch is retried automatically ${countTimes(limit)}.`,
} as const;

function countTimes(limit: number): string {
  return limit === 1 ? "once" : `up to ${limit} ${pluralize(limit, TIME)}`;
}
