import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  generateText,
  jsonSchema,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
  type LanguageModel,
} from "ai";
import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import { toAddress, toAnswerType, type ModelService } from "../../definition/invoke/model.ts";
import { describeLateRetry } from "../back-off.ts";
import { cutText } from "../cut-text.ts";
import { describeServiceError } from "./describe-error.ts";
import { toValues, type AskModel, type Asking, type ModelAnswer, type Question, type TokenUsage } from "./question.ts";
import { createRequestLimits, type RequestLimits } from "./request-limits.ts";
import { computeRetryDelayMs, isRateLimit } from "./retry-delay.ts";
import type { Wait } from "./wait.ts";

export type LiveModelOptions = {
  readonly service: ModelService;
  /** the key's value; null: none is sent */
  readonly key: string | null;
  /** of one request, and the longest wait for another */
  readonly timeLimitMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly wait: Wait;
  readonly nowMs: () => number;
  readonly wallMs: () => number;
  readonly random: () => number;
};

const SHOWN_ANSWER = 200;

// its warnings would otherwise be printed; they are logged with the run instead
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Asks a service, within its limits and with retries. */
export function createLiveModel(options: LiveModelOptions): AskModel {
  const { service, timeLimitMs, wait, wallMs, random } = options;
  const limits = createRequestLimits(service, options);
  const address = toAddress(service);
  const warned = new Set<string>();
  return async (question, call) => {
    const model = openModel(question.model, address, options);
    for (let tries = 1; ; tries += 1) {
      await limits.untilAllowed(call.signal);
      try {
        return await askOnce(question, { ...options, ...call, model, limits, warned });
      } catch (error) {
        call.signal.throwIfAborted();
        const delayMs =
          tries > service.retries ? null : computeRetryDelayMs(error, tries, { random, wallMs: wallMs() });
        if (delayMs === null || delayMs > timeLimitMs) {
          const text = describeServiceError(error, { ...service, model: question.model, address, tries });
          const late = delayMs === null ? "" : ` ${describeLateRetry(delayMs)}`;
          throw text === null ? error : new Error(`${text}${late}`, { cause: error });
        }
        if (isRateLimit(error)) limits.holdFor(delayMs);
        else await wait(delayMs, call.signal);
      }
    }
  };
}

type Attempt = LiveModelOptions &
  Asking & {
    readonly model: LanguageModel;
    readonly limits: RequestLimits;
    readonly warned: Set<string>;
  };

async function askOnce(question: Question, attempt: Attempt): Promise<ModelAnswer> {
  const { model, signal, timeLimitMs, nowMs, log, warned, traceparent } = attempt;
  const limit = AbortSignal.timeout(timeLimitMs);
  const startedAtMs = nowMs();
  try {
    const answer = await generateText({
      model,
      prompt: question.prompt,
      maxRetries: 0,
      ...(traceparent === undefined ? {} : { headers: { traceparent } }),
      abortSignal: AbortSignal.any([signal, limit]),
      ...(question.system === null ? {} : { instructions: question.system }),
      ...(question.temperature === null ? {} : { temperature: question.temperature }),
      ...(question.maxOutputTokens === null ? {} : { maxOutputTokens: question.maxOutputTokens }),
      ...(question.schema === null ? {} : { output: Output.object({ schema: toSdkSchema(question.schema) }) }),
    });
    const latencyMs = nowMs() - startedAtMs;
    const { finalStep, finishReason } = answer;
    const usage = toUsage(answer.usage);
    await count({ usage, finishReason }, attempt);
    for (const warning of (answer.warnings ?? []).map((each) => JSON.stringify(each))) {
      if (!warned.has(warning)) log("warn", `The service ignores a setting: ${warning}`);
      warned.add(warning);
    }
    // an output exists only where a schema asked for one; without, it is the text
    const result = question.schema === null ? answer.text : (answer.output as JsonValue);
    if (result === "") throw new Error(describeEmpty(finishReason));
    return { result, model: finalStep.response.modelId, finishReason, usage, latencyMs };
  } catch (error) {
    if (limit.aborted && !signal.aborted)
      throw new Error(`The service gave no answer within ${timeLimitMs / 1_000} s.`, { cause: error });
    throw await toUnusable(error, attempt);
  }
}

async function count(answer: Pick<ModelAnswer, "usage" | "finishReason">, { limits, addCost }: Attempt): Promise<void> {
  addCost(toValues(answer));
  await limits.addTokens((answer.usage.input ?? 0) + (answer.usage.output ?? 0));
}

/** A structured answer that does not fit was paid for all the same. */
async function toUnusable(error: unknown, attempt: Attempt): Promise<unknown> {
  if (NoOutputGeneratedError.isInstance(error)) return new Error(describeEmpty("other"), { cause: error });
  if (!NoObjectGeneratedError.isInstance(error)) return error;
  const { text = "", finishReason = null } = error;
  await count({ usage: error.usage === undefined ? {} : toUsage(error.usage), finishReason }, attempt);
  const shown = text.length > SHOWN_ANSWER ? `${cutText(text, SHOWN_ANSWER)}…` : text;
  const why =
    finishReason === "length"
      ? "was cut off. Raise maxOutputTokens"
      : "does not fit the schema. Ask for it in the prompt, or take a model that supports structured output";
  return new Error(`The model's answer ${why}. It began: ${shown}`, { cause: error });
}

function describeEmpty(finishReason: string): string {
  return finishReason === "length"
    ? "The model gave no answer before its limit. Raise maxOutputTokens."
    : `The model gave an empty answer (${finishReason}).`;
}

function openModel(model: string, baseURL: string, { service, key, fetch }: LiveModelOptions): LanguageModel {
  switch (service.provider) {
    case "openai-compatible": {
      const settings = { name: "service", baseURL, fetch, supportsStructuredOutputs: true };
      return createOpenAICompatible({ ...settings, ...(key === null ? {} : { apiKey: key }) }).chatModel(model);
    }
    case "anthropic":
      // an absent key would be looked for in the environment
      return createAnthropic({ baseURL, fetch, apiKey: key ?? "" }).languageModel(model);
  }
}

function toSdkSchema(schema: JsonObject) {
  const type = toAnswerType(schema);
  // the reader of schemas and the kit agree on JSON Schema, not on its types
  return jsonSchema(schema as Parameters<typeof jsonSchema>[0], {
    validate(value) {
      const parsed = type.safeParse(value);
      return parsed.success ? { success: true, value: parsed.data } : { success: false, error: parsed.error };
    },
  });
}

type SdkUsage = Awaited<ReturnType<typeof generateText>>["usage"];

function toUsage({ inputTokens, outputTokens, inputTokenDetails, outputTokenDetails }: SdkUsage): TokenUsage {
  const cachedInput = inputTokenDetails.cacheReadTokens;
  const reasoning = outputTokenDetails.reasoningTokens;
  return {
    ...(inputTokens === undefined ? {} : { input: inputTokens }),
    ...(outputTokens === undefined ? {} : { output: outputTokens }),
    ...(cachedInput === undefined ? {} : { cachedInput }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}
