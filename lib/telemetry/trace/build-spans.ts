import type { BatchEnding, BatchKey, TimedBatch, ItemResult } from "../../core/ports/event-log.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import { REPORTED_COST_VALUE } from "../../core/run/metrics.ts";
import type { RunEventOf } from "../../core/run/events.ts";
import type { ScenarioSpec } from "../../core/run/spec.ts";
import type { RunState } from "../../core/run/state.ts";
import { toShortLine } from "../../terminal-text.ts";
import { batchSpanIdOf, spanIdOf, traceIdOf } from "../../trace-ids.ts";
import type { Attributes, CallUsage, SpanRecord } from "./records.ts";
import type { WallClock } from "./wall-clock.ts";

export type TraceContext = {
  readonly state: RunState;
  readonly clock: WallClock;
  /** whether what skills and items say may go out: outcomes, options, messages of failures */
  readonly content: boolean;
};

type AttemptEnd = RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">;
/** lost: with its runner; unfinished: the run ended, and nobody noted the batch's end */
type TracedBatch = Omit<TimedBatch, "ending"> & {
  readonly ending: Exclude<BatchEnding, "open"> | "lost" | "unfinished";
};

/** The root span of a scenario's trace, at the first end of its run. */
export function buildScenarioSpan(
  context: TraceContext,
  event: RunEventOf<"run.finished">,
  scenarioId: string,
  startMs: number,
): SpanRecord {
  const { state, clock } = context;
  const { spec, runId } = state;
  const scenario = requireScenario(state, scenarioId);
  const result = event.results.scenarios.find((each) => each.scenarioId === scenarioId);
  return {
    kind: "span",
    level: "scenario",
    traceId: traceIdOf(runId, scenarioId),
    spanId: spanIdOf(runId, scenarioId),
    parentSpanId: null,
    name: `${spec.skillId} ${scenario.label}`,
    startMs,
    endMs: clock.wallOf(event.atMs),
    error: result?.status === "failed" ? toError(context, result.failure) : null,
    attributes: {
      ...describeRun(state),
      "triptych.scenario.id": scenarioId,
      "triptych.scenario.status": result?.status ?? "cancelled",
      "triptych.scenario.attempts": result?.attempt ?? 1,
      ...toErrorType(result?.status === "failed" ? (result.failure?.kind ?? OTHER) : null),
    },
    input: describeSpec(context, scenario),
    ...(result === undefined ? {} : { output: describeResult(result.totals, result) }),
  };
}

/** The span of one attempt at a scenario. */
export function buildAttemptSpan(context: TraceContext, event: AttemptEnd, startMs: number): SpanRecord {
  const { state, clock } = context;
  const { attempt } = requireState(state, event.scenarioId);
  const status = event.type.slice("scenario.".length);
  return {
    kind: "span",
    level: "attempt",
    traceId: traceIdOf(state.runId, event.scenarioId),
    spanId: spanIdOf(state.runId, event.scenarioId, attempt),
    parentSpanId: spanIdOf(state.runId, event.scenarioId),
    name: `attempt ${attempt}`,
    startMs,
    endMs: clock.wallOf(event.atMs),
    error: event.type === "scenario.failed" ? toError(context, event) : null,
    attributes: {
      ...describeRun(state),
      "triptych.scenario.id": event.scenarioId,
      "triptych.attempt": attempt,
      "triptych.attempt.status": status,
      ...toErrorType(event.type === "scenario.failed" ? event.kind : null),
    },
    output: describeResult(event.totals, {}),
  };
}

/** The span of one try of a batch. */
export function buildBatchSpan(
  { state, clock }: TraceContext,
  scenarioId: string,
  attempt: number,
  batch: TracedBatch,
): SpanRecord {
  const { fromItem, toItem, startMs, endMs, ending, pid } = batch;
  return {
    kind: "span",
    level: "batch",
    traceId: traceIdOf(state.runId, scenarioId),
    spanId: batchSpanIdOf(state.runId, scenarioId, attempt, batch),
    parentSpanId: spanIdOf(state.runId, scenarioId, attempt),
    name: "batch",
    startMs: clock.wallOf(startMs),
    endMs: clock.wallOf(endMs),
    error: ending === "done" ? null : BATCH_ERRORS[ending],
    attributes: {
      ...describeRun(state),
      "triptych.scenario.id": scenarioId,
      "triptych.attempt": attempt,
      "triptych.batch.from_item": fromItem,
      "triptych.batch.to_item": toItem,
      "triptych.batch.ending": ending,
      "process.pid": pid,
      ...toErrorType(ending === "done" ? null : ending),
    },
  };
}

const BATCH_ERRORS = {
  failed: "the batch failed",
  ended: "ended with its worker",
  lost: "lost with its runner",
  unfinished: "unfinished when its run ended",
} as const;

export type TracedCall = {
  readonly scenarioId: string;
  readonly attempt: number;
  readonly result: ItemResult;
  readonly batch: BatchKey;
  readonly finishedMs: number;
};

/** The conventions require a provider; a skill reports its tokens, and not whose they are. */
const UNKNOWN_PROVIDER = "unknown";

/** The span of an item that used a model: it ended when it was reported, and began as long before as its latency says. */
export function buildCallSpan(context: TraceContext, call: TracedCall): SpanRecord {
  const { state, clock, content } = context;
  const { scenarioId, attempt, result, batch, finishedMs } = call;
  const latencyMs = result.samples["latency_ms"]?.[0] ?? finishedMs - batch.startMs;
  // a skill may report any number, a negative one too
  const startMs = Math.min(Math.max(batch.startMs, finishedMs - latencyMs), finishedMs);
  const usage = toUsage(state, result);
  const model = modelOf(state, scenarioId);
  return {
    kind: "span",
    level: "call",
    traceId: traceIdOf(state.runId, scenarioId),
    spanId: spanIdOf(state.runId, scenarioId, attempt, "call", result.index, finishedMs),
    parentSpanId: batchSpanIdOf(state.runId, scenarioId, attempt, batch),
    name: model === null ? "chat" : `chat ${model}`,
    startMs: clock.wallOf(startMs),
    endMs: clock.wallOf(finishedMs),
    error: result.ok ? null : content ? (result.error ?? "the item failed") : "the item failed",
    attributes: {
      ...describeRun(state),
      "triptych.scenario.id": scenarioId,
      "triptych.attempt": attempt,
      "triptych.item": result.index,
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": UNKNOWN_PROVIDER,
      ...(model === null ? {} : { "gen_ai.request.model": model }),
      "gen_ai.usage.input_tokens": usage.inputTokens,
      "gen_ai.usage.output_tokens": usage.outputTokens,
      // why an item failed is a text of the skill
      ...toErrorType(result.ok ? null : OTHER),
    },
    ...(content ? { output: { outcome: result.outcome } } : {}),
    usage,
  };
}

/** OpenTelemetry's own value for an error without a class. */
const OTHER = "_OTHER";

/** On every span that failed, as the conventions ask. */
function toErrorType(type: string | null): Attributes {
  return type === null ? {} : { "error.type": type };
}

/** What every span says about its run, so that a receiver can filter by it. */
export function describeRun({ runId, spec }: RunState): Attributes {
  return {
    "session.id": runId,
    "triptych.run.id": runId,
    "triptych.run.title": spec.title,
    "triptych.skill.id": spec.skillId,
    "triptych.skill.version": spec.skillVersion,
    "triptych.sync": spec.sync,
    "triptych.answers": isRecorded(spec) ? "recorded" : "live",
  };
}

/** Whether the answers of the skill were kept before the run. */
export function isRecorded({ answers }: RunState["spec"]): boolean {
  return answers !== null && answers !== undefined;
}

function describeSpec({ state, content }: TraceContext, scenario: ScenarioSpec): JsonObject {
  const { spec } = state;
  const { options, ...sizes } = scenario;
  const base = { ...sizes, seed: spec.seed, sync: spec.sync, milestones: [...spec.milestones] };
  return content ? { ...base, options: { ...spec.options, ...options } } : base;
}

type Described = { readonly completionRate?: number; readonly errorRate?: number | null };

function describeResult(totals: AttemptEnd["totals"], { completionRate, errorRate }: Described): JsonObject {
  const { itemsDone, itemsOk, itemsFailed, elapsedMs, busyMs, quality, metrics, inputTokens, outputTokens } = totals;
  return {
    itemsDone,
    itemsOk,
    itemsFailed,
    elapsedMs,
    busyMs,
    quality,
    metrics: { ...metrics },
    ...(inputTokens + outputTokens > 0 ? { inputTokens, outputTokens } : {}),
    ...(completionRate === undefined ? {} : { completionRate, errorRate: errorRate ?? null }),
  };
}

function toError(
  { content }: TraceContext,
  failure: { readonly kind: string; readonly message: string } | null,
): string {
  if (failure === null) return "failed";
  return content ? `${failure.kind}: ${failure.message}` : failure.kind;
}

function toUsage({ spec }: RunState, { values }: ItemResult): CallUsage {
  const inputTokens = values["input_tokens"] ?? 0;
  const outputTokens = values["output_tokens"] ?? 0;
  const prices = spec.prices?.currency === "USD" ? spec.prices : null;
  const priced =
    prices === null
      ? null
      : (inputTokens * prices.perMillionInputTokens + outputTokens * prices.perMillionOutputTokens) / 1e6;
  return { inputTokens, outputTokens, costUsd: values[REPORTED_COST_VALUE] ?? priced };
}

/** The one option that goes out without content, so no more of it than a name needs. */
const LONGEST_MODEL = 80;

function modelOf({ spec }: RunState, scenarioId: string): string | null {
  const options = { ...spec.options, ...spec.scenarios.find(({ id }) => id === scenarioId)?.options };
  const model = spec.answers?.model ?? options["model"];
  return typeof model === "string" && model !== "" ? toShortLine(model, LONGEST_MODEL) : null;
}

function requireScenario({ spec, runId }: RunState, scenarioId: string): ScenarioSpec {
  const scenario = spec.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined) throw new Error(`Run ${runId} has no scenario ${scenarioId}`);
  return scenario;
}

function requireState({ scenarios, runId }: RunState, scenarioId: string): RunState["scenarios"][number] {
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined) throw new Error(`Run ${runId} has no scenario ${scenarioId}`);
  return scenario;
}
