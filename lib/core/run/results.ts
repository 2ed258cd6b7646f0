import type { FailureKind } from "./failure-kinds.ts";
import type { ScenarioTotals } from "./totals.ts";
import type { ScenarioStatus } from "./statuses.ts";
import type { Judgement } from "./judgement.ts";

export type ScenarioResult = {
  readonly scenarioId: string;
  readonly label: string;
  readonly status: ScenarioStatus;
  readonly failure: { readonly kind: FailureKind; readonly message: string } | null;
  readonly attempt: number;
  readonly items: number;
  readonly totals: ScenarioTotals;
  /** work time (busy time less waiting for a processor) per finished item, without warm-up and what the fault button cost; null without one */
  readonly timePerItemMs: number | null;
  /** finished items over asked items, 0–1 */
  readonly completionRate: number;
  /** failed items over finished items, 0–1; null without one */
  readonly errorRate: number | null;
  readonly milestones: readonly {
    readonly percent: number;
    readonly elapsedMs: number;
    readonly quality: number | null;
  }[];
};

/** The seed's ratio: time per item of the largest scenario over that of the smallest, with its reading. */
export type TimePerItemRatio = {
  readonly smallest: string;
  readonly largest: string;
  readonly ratio: number;
  readonly reading: "sublinear" | "linear" | "superlinear";
  readonly text: string;
};

export type RunResults = {
  readonly scenarios: readonly ScenarioResult[];
  /** true when some scenario is not complete, or has items missing: every figure is then of what stands */
  readonly partial: boolean;
  /** null unless two scenarios of different size have a time per item */
  readonly timePerItemRatio: TimePerItemRatio | null;
  /** what the figures come to */
  readonly judgement: Judgement;
};
