import { fitSizes } from "../../core/estimate/fit-sizes.ts";
import { createDefaultCost, describeColdStart, type MeasuredDefaults } from "../../core/estimate/measured-defaults.ts";
import { createPrediction, type SmokePace } from "../../core/estimate/smoke.ts";
import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { SkillHost, WorkerRequest } from "../../core/ports/skill-host.ts";
import type { FitFailure } from "../../core/run/events.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { runSmoke, type SmokeLimits } from "./smoke-run.ts";

export type FitOptions = {
  readonly spec: RunSpec;
  /** for the planned sizes, one per scenario */
  readonly requests: readonly WorkerRequest[];
  readonly maxItems: number;
  /** where the skill's makers measured it: how its time grows, and how it warms up */
  readonly measured: MeasuredDefaults | undefined;
  readonly host: SkillHost;
  /** of this machine */
  readonly processors: number;
  readonly nowMs: () => number;
  readonly limits: SmokeLimits;
  readonly signal: AbortSignal;
};

/** Fits the run's sizes to its length by a smoke run; the planned sizes remain when that fails. */
export async function fitRun(options: FitOptions): Promise<UnstampedFact> {
  const { spec, requests, host, nowMs, limits, signal } = options;
  const plans = spec.scenarios.flatMap(({ id, concurrency, batchSize }) =>
    requests.filter(({ scenarioId }) => scenarioId === id).map((request) => ({ request, concurrency, batchSize })),
  );
  const { measured, processors } = options;
  const coldStart = measured === undefined ? undefined : describeColdStart(measured);
  const paces = await runSmoke({ host, plans, nowMs, limits, signal, processors, coldStart });
  return typeof paces === "string" ? toFact(options, [], null, paces) : toFitted(options, paces);
}

function toFitted(options: FitOptions, paces: readonly SmokePace[]): UnstampedFact {
  const { spec, maxItems, measured } = options;
  const costOf = measured === undefined ? null : createDefaultCost(measured);
  const predictMs = createPrediction(paces, costOf, isVariantsRun(spec));
  if (predictMs === null) return toFact(options, paces, null, "timeout");
  const planned = spec.scenarios.map(({ items }) => items);
  const lengthMs = (spec.lengthSeconds ?? 0) * 1_000;
  return toFact(options, paces, fitSizes({ planned, lengthMs, maxItems, predictMs }), null);
}

function toFact(
  { spec }: FitOptions,
  paces: readonly SmokePace[],
  sizes: readonly number[] | null,
  failure: FitFailure | null,
): UnstampedFact {
  const scenarios = spec.scenarios.map(({ id: scenarioId, items: plannedItems }, at) => ({
    scenarioId,
    items: sizes?.[at] ?? plannedItems,
    plannedItems,
    msPerItem: toMsPerItem(paces.find((pace) => pace.scenarioId === scenarioId)),
  }));
  return { type: "run.sizes-fitted", lengthSeconds: spec.lengthSeconds ?? 0, scenarios, failure };
}

/** A warm worker's own time where it was measured; else the time beside all others, with the start of its program. */
function toMsPerItem(pace: SmokePace | undefined): number | null {
  return pace?.alone?.ownMs ?? pace?.togetherMs ?? null;
}
