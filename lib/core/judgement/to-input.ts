import { scoreProjections } from "./projection-score.ts";
import { areTimesSet } from "../words/describe-answers.ts";
import { requireScenarioSpec } from "../run/scenarios.ts";
import { sum } from "simple-statistics";
import { spanMs } from "../run/spans.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { computeWorkMs } from "../run/totals.ts";
import { isVariantsRun } from "../run/variants/options.ts";
import type { JudgementInput, ScenarioFigures, VariantsInput } from "./input.ts";

/** A run's figures as input of its judgement. */
export function toJudgementInput(state: RunState, items: VariantsInput["items"] = null): JudgementInput {
  const { spec, finishedAt, capped, skillChanged } = state;
  return {
    scenarios: state.scenarios.map((scenario) => toFigures(state, scenario)),
    unit: spec.unit,
    prices: spec.prices,
    estimate: spec.estimate,
    isLive: finishedAt === null && state.scenarios.some((scenario) => !isEnded(scenario)),
    capped: capped !== null,
    skillChanged,
    projections: scoreProjections(state),
    areTimesSet: areTimesSet(spec),
    ...(isVariantsRun(spec) ? { variants: { metrics: spec.metrics ?? [], items } } : {}),
  };
}

export function toFigures(state: RunState, scenario: ScenarioState): ScenarioFigures {
  const spec = requireScenarioSpec(state, scenario.id);
  const { totals, load } = scenario;
  return {
    id: scenario.id,
    label: spec.label,
    items: spec.items,
    itemsDone: totals.itemsDone,
    itemsFailed: totals.itemsFailed,
    elapsedMs: totals.elapsedMs,
    workMs: computeWorkMs(totals),
    quality: totals.quality,
    points: scenario.points.map((point) => ({
      itemsDone: point.itemsDone,
      workMs: computeWorkMs(point),
      busyMs: point.busyMs,
      atMs: point.atMs,
      quality: point.quality,
    })),
    repeatsMs: [],
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
      stallLimitMs: state.spec.stallLimitMs,
      memoryLimitMb: spec.memoryLimitMb,
      peakMemoryMb: scenario.peakMemoryMb,
      busyMs: totals.busyMs,
      inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens,
      ...(totals.reported === undefined ? {} : { reported: totals.reported }),
      faults: scenario.faults,
      itemErrors: scenario.itemErrors ?? [],
      batchFailures: scenario.batchFailures ?? [],
      pauses: scenario.spans.filter(({ kind }) => kind !== "running"),
      endedAtMs: isEnded(scenario) ? (scenario.endedAtMs ?? scenario.spans.at(-1)?.toMs ?? state.atMs) : null,
      waitedMs: sum(scenario.spans.filter(({ kind }) => kind === "sync-point").map((span) => spanMs(span, state.atMs))),
    },
  };
}
