import { requireScenarioSpec } from "../run/scenarios.ts";
import { judge } from "./judge.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";
import { toFigures, toJudgementInput } from "./to-input.ts";
import { computeRates } from "../metrics/score.ts";
import type { RunResults, ScenarioResult, TimePerItemRatio } from "../run/results.ts";
import type { RunState, ScenarioState } from "../run/state.ts";

/** Ratios of times per item between these bounds count as linear. */
const LINEAR_FROM = 0.8;
const LINEAR_TO = 1.25;

/** The final figures of a run, from its completed items; an undefined figure is null. */
export function computeResults(state: RunState): RunResults {
  const scenarios = state.scenarios.map((scenario) => toResult(state, scenario));
  return {
    scenarios,
    judgement: judge(toJudgementInput(state)),
    partial: scenarios.some(({ status, completionRate }) => status !== "complete" || completionRate < 1),
    timePerItemRatio: computeTimePerItemRatio(scenarios),
  };
}

function toResult(state: RunState, scenario: ScenarioState): ScenarioResult {
  const { label, items } = requireScenarioSpec(state, scenario.id);
  const { id: scenarioId, status, failure, attempt, totals } = scenario;
  const milestones = scenario.milestones.map(({ percent, elapsedMs, quality }) => ({ percent, elapsedMs, quality }));
  return {
    scenarioId,
    label,
    status,
    failure,
    attempt,
    items,
    totals,
    timePerItemMs: computePerItemMs(toFigures(state, scenario)),
    ...computeRates(totals, items),
    milestones,
  };
}

type Timed = {
  readonly label: string;
  readonly scenarioId: string;
  readonly items: number;
  readonly timePerItemMs: number;
};

/** Time per item of the largest scenario / that of the smallest; null unless two different sizes have one above 0. */
export function computeTimePerItemRatio(scenarios: readonly ScenarioResult[]): TimePerItemRatio | null {
  const timed = scenarios.filter((result): result is ScenarioResult & Timed => (result.timePerItemMs ?? 0) > 0);
  const [smallest, ...larger] = [...timed].toSorted((a, b) => a.items - b.items);
  const largest = larger.at(-1);
  if (smallest === undefined || largest === undefined || largest.items === smallest.items) return null;
  const ratio = largest.timePerItemMs / smallest.timePerItemMs;
  const reading = readRatio(ratio);
  const text = `${largest.label} takes ${ratio.toFixed(2)}× the time per item of ${smallest.label}: ${reading}`;
  return { smallest: smallest.scenarioId, largest: largest.scenarioId, ratio, reading, text };
}

function readRatio(ratio: number): TimePerItemRatio["reading"] {
  if (ratio < LINEAR_FROM) return "sublinear";
  return ratio > LINEAR_TO ? "superlinear" : "linear";
}
