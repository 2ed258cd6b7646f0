import type { ReportedCost } from "../run/totals.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import { isSameJson } from "../kit/same-json.ts";
import { isVariantsRun } from "../run/variants/options.ts";
import type { GrowthClass } from "../run/judgement.ts";
import type { RunSpec } from "../run/spec.ts";
import type { ProgressPoint, RunState } from "../run/state.ts";
import { estimateText } from "./text.ts";

/** Minimum of items for a pace. */
const MIN_STEADY_ITEMS = 3;

/** What a scenario of an earlier run used. */
export type EstimateSample = {
  readonly items: number;
  readonly busyMs: number;
  /** the part of it spent on warm-up, which does not grow with the items */
  readonly warmUpMs: number;
  readonly elapsedMs: number;
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reported?: ReportedCost;
};

/** An earlier run of the skill that an estimate is based on, or the defaults that ship with the skill. */
export type EstimateBasis = {
  /** null: the measured defaults */
  readonly runId: string | null;
  /** ISO 8601; null: the measured defaults */
  readonly finishedAt: string | null;
  /** measured defaults: whether they are scaled to this machine */
  readonly isPaceKnown?: boolean;
  /** not a run, but the mean of so many kept answers of a model */
  readonly recordedAnswers?: number;
  /** how it differs from the planned run, as text: "other options" */
  readonly differences: readonly string[];
  /** how its time grew; null if uncertain */
  readonly growthClass: GrowthClass | null;
  /** the power of its growth where that is certain and no class is */
  readonly growthPower?: number | null;
  /** ascending by items, one per size and concurrency */
  readonly samples: readonly EstimateSample[];
};

/**
 * The figures of a finished run's complete scenarios, without those with injected faults or new attempts, which do not
 * represent an undisturbed run. Null when none is left, or when the run has not finished.
 */
export function toEstimateBasis(state: RunState, planned: PlannedLike): EstimateBasis | null {
  const { finishedAt, results, runId } = state;
  if (finishedAt === null) return null;
  const found = state.scenarios
    .filter(({ status, faults, attempt }) => status === "complete" && faults.length === 0 && attempt === 1)
    .map(({ id, totals, load, points }): EstimateSample => {
      const { busyMs, elapsedMs, inputTokens, outputTokens, reported } = totals;
      const { items } = requireScenarioSpec(state, id);
      const warmUpMs = computeWarmUpMs(points, items, busyMs);
      const sample = { items, busyMs, warmUpMs, elapsedMs, concurrency: load.concurrency, inputTokens, outputTokens };
      return reported === undefined ? sample : { ...sample, reported };
    })
    .filter(({ busyMs, elapsedMs }) => busyMs > 0 && elapsedMs > 0);
  const samples = [...new Map(found.map((sample) => [`${sample.items}/${sample.concurrency}`, sample])).values()];
  if (samples.length === 0) return null;
  const { growthClass = null, kind, power } = results?.judgement.growth ?? {};
  const growthPower = growthClass === null && kind === "power" ? (power?.value ?? null) : null;
  const ascending = samples.toSorted((one, other) => one.items - other.items);
  const differences = describeDifferences(state.spec, planned);
  return { runId, finishedAt, differences, growthClass, growthPower, samples: ascending };
}

/** Busy time beyond that of all items at the pace of the second half, in milliseconds; 0 with too few points. */
function computeWarmUpMs(points: readonly ProgressPoint[], items: number, busyMs: number): number {
  const last = points.at(-1);
  const half = points.findLast(({ itemsDone }) => itemsDone <= items / 2);
  if (last === undefined || half === undefined || last.itemsDone - half.itemsDone < MIN_STEADY_ITEMS) return 0;
  const steadyMs = (last.busyMs - half.busyMs) / (last.itemsDone - half.itemsDone);
  return Math.min(busyMs, Math.max(0, busyMs - steadyMs * items));
}

type PlannedLike = Pick<RunSpec, "skillVersion" | "options" | "input" | "scenarios">;

function describeDifferences(made: PlannedLike, planned: PlannedLike): string[] {
  return [
    ...(made.skillVersion === planned.skillVersion ? [] : [estimateText.otherVersion(made.skillVersion)]),
    ...(haveSameOptions(made, planned) ? [] : [estimateText.otherOptions]),
    ...(made.input?.inputId === planned.input?.inputId ? [] : [estimateText.otherInput]),
  ];
}

/** Variants are alike only where each has the same options. */
function haveSameOptions(made: PlannedLike, planned: PlannedLike): boolean {
  if (!isSameJson(made.options, planned.options)) return false;
  const toOptions = ({ scenarios }: PlannedLike) => scenarios.map(({ options }) => options ?? {});
  const isEither = isVariantsRun(made) || isVariantsRun(planned);
  return !isEither || isSameJson(toOptions(made), toOptions(planned));
}
