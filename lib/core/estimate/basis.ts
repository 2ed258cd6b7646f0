import { requireScenarioSpec } from "../run/scenarios.ts";
import type { JsonValue } from "../kit/json.ts";
import type { GrowthClass } from "../run/judgement.ts";
import type { RunSpec } from "../run/spec.ts";
import type { ProgressPoint, RunState } from "../run/state.ts";

/** Fewer items than this tell no pace. */
const MIN_STEADY_ITEMS = 3;

/** What a scenario of an earlier run has used. */
export type EstimateSample = {
  readonly items: number;
  readonly busyMs: number;
  /** of it, what it took to get going: it does not grow with the items */
  readonly warmUpMs: number;
  readonly elapsedMs: number;
  readonly concurrency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** An earlier run of the skill, as far as an estimate needs it. */
export type EstimateBasis = {
  readonly runId: string;
  /** ISO 8601 */
  readonly finishedAt: string;
  /** where it was another run than the planned one, in words: "other options" */
  readonly differences: readonly string[];
  /** what its time grew like, where that was sure */
  readonly growthClass: GrowthClass | null;
  /** ascending by items, one for each size and concurrency */
  readonly samples: readonly EstimateSample[];
};

/**
 * The figures of a finished run's scenarios that did all their items at one go. Those that the fault button disturbed or
 * that were tried anew say nothing about an undisturbed one and are left out. Null when none is left.
 */
export function toEstimateBasis(state: RunState, planned: PlannedLike): EstimateBasis | null {
  const { finishedAt, results, runId } = state;
  if (finishedAt === null) return null;
  const found = state.scenarios
    .filter(({ status, faults, attempt }) => status === "complete" && faults.length === 0 && attempt === 1)
    .map(({ id, totals, load, points }): EstimateSample => {
      const { busyMs, elapsedMs, inputTokens, outputTokens } = totals;
      const { items } = requireScenarioSpec(state, id);
      const warmUpMs = computeWarmUpMs(points, items, busyMs);
      return { items, busyMs, warmUpMs, elapsedMs, concurrency: load.concurrency, inputTokens, outputTokens };
    })
    .filter(({ busyMs, elapsedMs }) => busyMs > 0 && elapsedMs > 0);
  const samples = [...new Map(found.map((sample) => [`${sample.items}/${sample.concurrency}`, sample])).values()];
  if (samples.length === 0) return null;
  const growthClass = results?.judgement.growth.growthClass ?? null;
  const ascending = samples.toSorted((one, other) => one.items - other.items);
  return { runId, finishedAt, differences: describeDifferences(state.spec, planned), growthClass, samples: ascending };
}

/** Busy time beyond what all items would have taken at the pace of the second half; 0 when the points do not tell. */
function computeWarmUpMs(points: readonly ProgressPoint[], items: number, busyMs: number): number {
  const last = points.at(-1);
  const half = points.findLast(({ itemsDone }) => itemsDone <= items / 2);
  if (last === undefined || half === undefined || last.itemsDone - half.itemsDone < MIN_STEADY_ITEMS) return 0;
  const steadyMs = (last.busyMs - half.busyMs) / (last.itemsDone - half.itemsDone);
  return Math.min(busyMs, Math.max(0, busyMs - steadyMs * items));
}

type PlannedLike = Pick<RunSpec, "skillVersion" | "options" | "input">;

function describeDifferences(made: PlannedLike, planned: PlannedLike): string[] {
  return [
    ...(made.skillVersion === planned.skillVersion ? [] : [`version ${made.skillVersion} of the skill`]),
    ...(isSameJson(made.options, planned.options) ? [] : ["other options"]),
    ...(made.input?.inputId === planned.input?.inputId ? [] : ["other input"]),
  ];
}

/** Whatever the order of the keys: the database keeps its own. */
function isSameJson(one: JsonValue, other: JsonValue): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameJson(value, right.get(key) ?? null))
  );
}
