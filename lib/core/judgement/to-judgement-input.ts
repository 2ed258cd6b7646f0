import { requireScenarioSpec } from "../barrier-view.ts";
import type { RunState, ScenarioState } from "../state.ts";
import { scoreProjections } from "./projection.ts";
import type { JudgementInput, ScenarioFigures } from "./judgement-input.ts";

/** A run's figures as judgement takes them. */
export function toJudgementInput(state: RunState): JudgementInput {
  const { spec, finishedAt, capped } = state;
  return {
    scenarios: state.scenarios.map((scenario) => toFigures(state, scenario)),
    unit: spec.unit,
    prices: spec.prices,
    estimate: spec.estimate,
    isLive: finishedAt === null && state.scenarios.some(({ status }) => status !== "complete"),
    capped: capped !== null,
    projections: scoreProjections(state),
  };
}

function toFigures(state: RunState, scenario: ScenarioState): ScenarioFigures {
  const spec = requireScenarioSpec(state, scenario.id);
  const { totals, load } = scenario;
  return {
    id: scenario.id,
    label: spec.label,
    items: spec.items,
    itemsDone: totals.itemsDone,
    itemsFailed: totals.itemsFailed,
    elapsedMs: totals.elapsedMs,
    workMs: totals.busyMs,
    quality: totals.quality,
    points: scenario.points.map(({ itemsDone, busyMs, atMs, quality }) => ({
      itemsDone,
      workMs: busyMs,
      atMs,
      quality,
    })),
    run: {
      status: scenario.status,
      failure: scenario.failure,
      attempt: scenario.attempt,
      batchSize: load.batchSize,
      concurrency: load.concurrency,
      distribution: spec.distribution,
      targetQuality: spec.targetQuality,
      errorTolerance: spec.errorTolerance,
      timeBudgetMs: spec.timeBudgetMs,
      memoryLimitMb: spec.memoryLimitMb,
      peakMemoryMb: scenario.peakMemoryMb,
      inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens,
      faults: scenario.faults,
      brokenBatches: scenario.brokenBatches,
      recoveredBatches: 0,
    },
  };
}
