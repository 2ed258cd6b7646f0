import type { RunEstimate } from "../core/run/estimate.ts";
import type { RunAnswers } from "../core/run/spec.ts";
import { describeAnswers } from "../core/words/describe-answers.ts";
import type { Judgement } from "../core/run/judgement.ts";
import type { RunListItem } from "../core/ports/run-store.ts";
import { computeResults } from "../core/judgement/compute-results.ts";
import type { RunResults, ScenarioResult } from "../core/run/results.ts";
import { describeQueueWait } from "../core/words/describe-queue.ts";
import type { QueueWait } from "../core/run/queue-wait.ts";
import type { RunState } from "../core/run/state.ts";
import type { RunDetail, RunSummary } from "./schemas.ts";

export function toRunSummary({ skillId, items, itemsDone, quality, ...rest }: RunListItem): RunSummary {
  return { ...rest, skill: skillId, items: [...items], itemsDone: [...itemsDone], quality: [...quality] };
}

/** The results stored at the end, otherwise the results so far. */
function selectResults(state: RunState): RunResults {
  return state.results ?? computeResults(state);
}

/** The judgement of a run, so far or at the end. */
export function toJudgementDocument(state: RunState): RunDetail["judgement"] {
  return toMutable(selectResults(state).judgement);
}

/** Safe: the types of schema and domain differ only in `readonly`, and tests parse every judgement with the schema. */
function toMutable(judgement: Judgement): RunDetail["judgement"] {
  return judgement as RunDetail["judgement"];
}

/** All data of a run; final once `finishedAt` is set. `wait`: why a queued run has not started. */
export function toRunDetail(state: RunState, wait: QueueWait | null = null): RunDetail {
  const { spec } = state;
  const results = selectResults(state);
  return {
    id: state.runId,
    title: spec.title,
    skill: spec.skillId,
    skillVersion: spec.skillVersion,
    skillChanged: state.skillChanged,
    sync: spec.sync,
    hold: spec.hold,
    seed: spec.seed,
    milestonePercents: [...spec.milestones],
    lengthSeconds: spec.lengthSeconds ?? null,
    waitLimitMs: spec.waitLimitMs,
    arrivalTolerance: spec.arrivalTolerance,
    options: { ...spec.options },
    input: toInputDocument(spec.input),
    status: state.status,
    waiting: wait === null ? null : toWaitDocument(wait),
    createdAt: state.queuedAt,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    runMs: state.atMs,
    lastSeq: state.lastSeq,
    recoveries: [...state.recoveries],
    scenarios: results.scenarios.map((result) => toScenarioDetail(state, result)),
    releases: [...state.releases],
    commands: state.commands.map(({ commandId: id, command: type, scenarioId: _, ...rest }) => ({ id, type, ...rest })),
    partial: results.partial,
    timePerItemRatio: results.timePerItemRatio,
    diagnosis: state.diagnosis,
    judgement: toMutable(results.judgement),
    estimate: spec.estimate === null ? null : toEstimateDocument(spec.estimate),
    judge: spec.judge,
    answers: toAnswersDocument(spec.answers ?? null),
  };
}

function toAnswersDocument(answers: RunAnswers | null): RunDetail["answers"] {
  if (answers === null) return null;
  const { model, recordedAt, count, pace, note } = answers;
  return { model, recordedAt, count, pace, note, text: describeAnswers(answers) };
}

function toWaitDocument(wait: QueueWait): RunDetail["waiting"] {
  const { title, detail } = describeQueueWait(wait);
  return { ...wait, text: `${title}: ${detail}` };
}

function toEstimateDocument({ scenarios, warnings, ...rest }: RunEstimate): RunDetail["estimate"] {
  return { ...rest, scenarios: [...scenarios], warnings: [...warnings] };
}

function toInputDocument(input: RunState["spec"]["input"]): RunDetail["input"] {
  if (input === null) return null;
  const { inputId: id, name, rows, labels } = input;
  if (labels === undefined) return { id, name, rows, labels: null };
  const { metrics, otherMetrics, ...rest } = labels;
  return { id, name, rows, labels: { ...rest, metrics: [...metrics], otherMetrics: [...otherMetrics] } };
}

function toScenarioDetail(
  { runId, spec, scenarios }: RunState,
  result: ScenarioResult,
): RunDetail["scenarios"][number] {
  const planned = spec.scenarios.find(({ id }) => id === result.scenarioId);
  const current = scenarios.find(({ id }) => id === result.scenarioId);
  if (planned === undefined || current === undefined)
    throw new Error(`Run ${runId} has results for ${result.scenarioId}, which is not one of its scenarios`);
  const { scenarioId: _, totals, milestones, itemErrors = [], ...figures } = result;
  const { options, ...settings } = planned;
  return {
    ...settings,
    ...(options === undefined ? {} : { options: { ...options } }),
    ...figures,
    itemErrors: [...itemErrors],
    ...totals,
    metrics: { ...totals.metrics },
    peakMemoryMb: current.peakMemoryMb,
    milestones: [...milestones],
  };
}
