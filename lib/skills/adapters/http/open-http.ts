import { setTimeout as delay } from "node:timers/promises";
import { readReservedTargets } from "../../../config.ts";
import type { JsonObject } from "../../../core/kit/json.ts";
import type { AllowList } from "../../../network-guard/allow-list.ts";
import { createServerList } from "../../../network-guard/server-list.ts";
import {
  createGuardedAgent,
  type Lookup,
  RefusedDialError,
  resolveAllowed,
} from "../../../network-guard/guarded-agent.ts";
import { type HttpInvoke, toFixedUrl } from "../../definition/invoke/http.ts";
import type { Answer, Call, Invoker, InvokerContext } from "../invoker.ts";
import { readUsage } from "../read-usage.ts";
import { withShortProgress } from "../short-progress.ts";
import { answerBatch } from "./answer-batch.ts";
import { fillRequest } from "./fill-request.ts";
import { followStream } from "./follow-stream.ts";
import { pickResult } from "./read-answer.ts";
import { MAX_ITEM_BYTES, readDocument, readText } from "./read-body.ts";
import { sendWithRetries, type RetryTools } from "./retry.ts";
import { sendRequest, type Exchange } from "./send-request.ts";

export type HttpTools = RetryTools & { readonly reserved: readonly string[]; readonly lookup?: Lookup };

const systemTools = (): HttpTools => ({
  random: Math.random,
  nowMs: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, { signal }),
  reserved: readReservedTargets(),
});

/** A service behind a URL. Rejects when the URL leads to a server that is not allowed. */
export async function openHttp(
  invoke: HttpInvoke,
  context: InvokerContext,
  tools: HttpTools = systemTools(),
): Promise<Invoker> {
  const list = createServerList(toFixedUrl(invoke.url), invoke.allow, tools.reserved);
  await requireAllowed(invoke, list, tools);
  const { lookup, nowMs } = tools;
  const agent = createGuardedAgent({
    list,
    connections: invoke.concurrency,
    ...(lookup === undefined ? {} : { lookup }),
  });
  const isIdempotent = invoke.idempotent ?? !["POST", "PATCH"].includes(invoke.method);

  const exchange: Exchange = async (content, { signal, log, addCost, traceparent }, items) => {
    const filled = fillRequest(invoke, content, context, traceparent);
    const sending = {
      retries: invoke.retries,
      deadlineMs: nowMs() + context.itemTimeoutMs * items,
      signal,
      onRetry(text: string) {
        addCost({ retries: 1 });
        log("warn", text);
      },
    };
    return await sendWithRetries(() => sendRequest(filled, { agent, signal, isIdempotent }), sending, tools);
  };

  return {
    concurrency: invoke.concurrency,
    invoke: (item, call) => answerItem(invoke, item, withShortProgress(call, context.secrets), exchange, nowMs),
    ...(invoke.per === "batch"
      ? {
          invokeBatch: (items, call) =>
            answerBatch(invoke, items, withShortProgress(call, context.secrets), exchange, nowMs),
        }
      : {}),
    close: () => agent.destroy(),
  };
}

async function answerItem(
  invoke: HttpInvoke,
  item: JsonObject,
  call: Call,
  exchange: Exchange,
  nowMs: () => number,
): Promise<Answer> {
  const startedAtMs = nowMs();
  const { body, headers } = await exchange(item, call, 1);
  if (invoke.stream !== "none") {
    const { document, firstEventAtMs } = await followStream(body, invoke, call, nowMs);
    return { result: pickResult(document, invoke), samples: { first_event_ms: [firstEventAtMs - startedAtMs] } };
  }
  const document = readDocument(await readText(body, MAX_ITEM_BYTES), String(headers["content-type"] ?? ""));
  call.addCost(readUsage(document));
  return { result: pickResult(document, invoke) };
}

/** Rejects at once instead of at each item; a name that cannot be resolved now may be later. */
async function requireAllowed({ url }: HttpInvoke, list: AllowList, { lookup }: HttpTools): Promise<void> {
  try {
    await resolveAllowed(toFixedUrl(url), { list, ...(lookup === undefined ? {} : { lookup }) });
  } catch (error) {
    if (error instanceof RefusedDialError) throw error;
  }
}
