import pLimit from "p-limit";
import { setImmediate as yieldToMessages } from "node:timers/promises";
import type { JsonObject } from "../../core/kit/json.ts";
import type { BatchContext, SkillSession } from "../contract/contract.ts";
import { selectItemTimeout } from "../definition/kind-defaults.ts";
import { createCost } from "./cost.ts";
import type { BatchAnswer, Invoker } from "./invoker.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { ResultJudge } from "./model/open-judge.ts";
import { reportAnswer, reportFailure, requireIndex, type Measures, type Timed, type Work } from "./report-answer.ts";

export type AdapterSessionOptions = Measures & {
  /** a row per item, in item order */
  readonly rows: readonly JsonObject[];
  readonly invoker: Invoker;
  /** null: results are only compared */
  readonly judge: ResultJudge | null;
  readonly nowMs: () => number;
};

/** An item within its own time limit is no stalled one. */
const ALIVE_INTERVAL_MS = 5_000;

/** Invokes a foreign skill for the items of a batch, and turns its answers into item results. An item that fails spares its siblings. */
export function createAdapterSession(options: AdapterSessionOptions): SkillSession<JsonObject> {
  const { rows, expect, invoker, judge } = options;
  const invoke = invoker.invokeBatch === undefined ? invokeEach : invokeWhole;
  return {
    items: rows,
    async invokeBatch(batch, context) {
      const work = batch.map((row, position) => ({ position, row, item: withoutColumn(row, expect?.column) }));
      const alive = setInterval(() => context.progress(""), ALIVE_INTERVAL_MS);
      try {
        await invoke(work, context, options);
      } finally {
        clearInterval(alive);
      }
      context.signal.throwIfAborted();
    },
    async close() {
      await Promise.all([invoker.close?.(), judge?.close()]);
    },
  };
}

async function invokeEach(work: readonly Work[], context: BatchContext, options: AdapterSessionOptions): Promise<void> {
  const limit = pLimit(options.invoker.concurrency);
  const ended = await Promise.allSettled(work.map((each) => limit(() => invokeOne(each, context, options))));
  const broken = ended.find((each) => each.status === "rejected");
  if (broken !== undefined) throw broken.reason;
}

async function invokeOne(work: Work, context: BatchContext, options: AdapterSessionOptions): Promise<void> {
  context.signal.throwIfAborted();
  const { invoker, nowMs } = options;
  const cost = createCost();
  let limit: TimeLimit = UNLIMITED;
  try {
    await invoker.ready?.(context.signal);
    const startedAtMs = nowMs();
    limit = createLimit(options, 1);
    const answer = await invoker.invoke(work.item, {
      ...toCall(context),
      index: requireIndex(context, work.position),
      signal: AbortSignal.any([context.signal, limit.signal]),
      addCost: cost.add,
    });
    const latencyMs = nowMs() - startedAtMs;
    await judgeAndReport(context, work, { latencyMs, ...answer, cost: cost.take() }, options);
  } catch (error) {
    context.signal.throwIfAborted();
    reportFailure(context, work.position, limit.signal.aborted ? limit.error : error, cost.take());
  }
  // lets a cancel arrive between two items that never wait
  await yieldToMessages();
}

async function invokeWhole(
  work: readonly Work[],
  context: BatchContext,
  options: AdapterSessionOptions,
): Promise<void> {
  const { invoker, nowMs } = options;
  const open = new Map(work.map((each) => [each.position, each]));
  const judging: Promise<void>[] = [];
  const cost = createCost();
  const items = work.map(({ item }) => item);
  let limit: TimeLimit = UNLIMITED;
  let startedAtMs = nowMs();
  const finish = (one: Work, each: BatchAnswer, latencyMs: number): void => {
    if ("error" in each) reportFailure(context, one.position, each.error, cost.take());
    else judging.push(judgeAndReport(context, one, { latencyMs, ...each.answer, cost: cost.take() }, options));
  };
  // reported at the end, with what is only then known to have been spent
  let last: (() => void) | null = null;
  let left: unknown = "The skill gave no answer for this item.";
  try {
    await invoker.ready?.(context.signal);
    startedAtMs = nowMs();
    limit = createLimit(options, work.length);
    const signal = AbortSignal.any([context.signal, limit.signal]);
    const call = { ...toCall(context), signal, addCost: cost.add };
    for await (const each of invoker.invokeBatch?.(items, call) ?? []) {
      const one = open.get(each.position);
      if (one === undefined)
        throw new Error(`The skill answered item ${each.position + 1} of ${work.length} twice, or there is none.`);
      open.delete(each.position);
      // each item has waited since the request
      const latencyMs = nowMs() - startedAtMs;
      if (open.size > 0) finish(one, each, latencyMs);
      else last = () => finish(one, each, latencyMs);
    }
  } catch (error) {
    context.signal.throwIfAborted();
    left = limit.signal.aborted ? limit.error : error;
  }
  last?.();
  await Promise.all(judging);
  for (const position of open.keys()) reportFailure(context, position, left, cost.take());
}

/** An answer that the judge is not asked about any more, because the batch was cancelled, is not reported. */
async function judgeAndReport(
  context: BatchContext,
  work: Work,
  answer: Timed,
  options: AdapterSessionOptions,
): Promise<void> {
  const { judge, expect } = options;
  const judged = judge === null ? null : await judgeAnswer(judge, work, answer.result, { context, expect });
  if (!context.signal.aborted) reportAnswer(context, work, answer, { ...options, judged });
}

type TimeLimit = { readonly signal: AbortSignal; readonly error: Error | null };
const UNLIMITED: TimeLimit = { signal: new AbortController().signal, error: null };

function createLimit({ definition, invoker }: AdapterSessionOptions, items: number): TimeLimit {
  if (invoker.limitsTime === true) return UNLIMITED;
  const seconds = selectItemTimeout(definition) * items;
  return { signal: AbortSignal.timeout(seconds * 1_000), error: new Error(`No answer within ${seconds} s.`) };
}

function toCall({ signal, log, progress, traceparent }: BatchContext) {
  return { signal, log, progress, traceparent };
}

function withoutColumn(row: JsonObject, column: string | undefined): JsonObject {
  const { [column ?? ""]: _, ...item } = row;
  return item;
}
