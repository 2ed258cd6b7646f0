import type { FailureKind, ItemError } from "./failure-kinds.ts";
import type { ScenarioTotals } from "./totals.ts";
import type { ScenarioStatus } from "./statuses.ts";
import type { Judgement } from "./judgement.ts";

export type ScenarioResult = {
  readonly scenarioId: string;
  readonly label: string;
  readonly status: ScenarioStatus;
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null;
  /** why items failed, the most frequent errors first; missing in older results, and for the audience */
  readonly itemErrors?: readonly ItemError[];
  readonly attempt: number;
  readonly items: number;
  readonly totals: ScenarioTotals;
  /** work time (busy time − CPU queueing) per successful item, without warm-up, fixed cost and injected faults; null without one */
  readonly timePerItemMs: number | null;
  /** finished / requested items, 0–1 */
  readonly completionRate: number;
  /** failed / finished items, 0–1; null without a finished item */
  readonly errorRate: number | null;
  readonly milestones: readonly {
    readonly percent: number;
    readonly elapsedMs: number;
    readonly quality: number | null;
  }[];
};

/** Time per item of the largest scenario that counts / that of the smallest. */
export type TimePerItemRatio = {
  readonly smallest: string;
  readonly largest: string;
  readonly ratio: number;
  /** the growth of the judgement against linear growth; null when that is not certain */
  readonly reading: "sublinear" | "linear" | "superlinear" | null;
  readonly text: string;
};

export type RunResults = {
  readonly scenarios: readonly ScenarioResult[];
  /** a scenario is not complete or has items missing: figures cover completed items only */
  readonly partial: boolean;
  /** null unless two scenarios of different size count and have a time per item */
  readonly timePerItemRatio: TimePerItemRatio | null;
  readonly judgement: Judgement;
};
