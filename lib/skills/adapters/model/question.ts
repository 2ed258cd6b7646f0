import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import type { Values } from "../cost.ts";
import type { Call } from "../invoker.ts";

/** Everything that decides what a model answers; null: the service's own default, or none. */
export type Question = {
  readonly model: string;
  readonly system: string | null;
  readonly prompt: string;
  /** JSON Schema of the answer; null: a text */
  readonly schema: JsonObject | null;
  readonly temperature: number | null;
  readonly maxOutputTokens: number | null;
};

/** As the service reports it; missing: it does not. `cachedInput` is part of `input`, `reasoning` of `output`. */
export type TokenUsage = {
  readonly input?: number;
  readonly output?: number;
  readonly cachedInput?: number;
  readonly reasoning?: number;
};

export type ModelAnswer = {
  readonly result: JsonValue;
  /** as the service names it, often with its version */
  readonly model: string;
  /** such as "stop", or "length" when it was cut off; null: not known */
  readonly finishReason: string | null;
  readonly usage: TokenUsage;
  /** of the request that was answered, without waits for a limit; null: not known */
  readonly latencyMs: number | null;
};

export type Asking = Pick<Call, "signal" | "log" | "traceparent" | "addCost">;

/** Asks a model, and adds what the answer cost, even if it cannot be used. Rejects with a readable message. */
export type AskModel = (question: Question, call: Asking) => Promise<ModelAnswer>;

/** The figures of an answer, by the names of values. */
export function toValues({ usage, finishReason }: Pick<ModelAnswer, "usage" | "finishReason">): Values {
  const counts = {
    input_tokens: usage.input,
    output_tokens: usage.output,
    cached_input_tokens: usage.cachedInput,
    reasoning_tokens: usage.reasoning,
  };
  const stated = Object.entries(counts).flatMap(([name, count]) =>
    count === undefined ? [] : [[name, count] as const],
  );
  const reason = finishReason?.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return { ...Object.fromEntries(stated), ...(reason === undefined ? {} : { [`finish_${reason}`]: 1 }) };
}

/** Identifies a question in a recording: the same model, prompt and parameters. */
export function toKey({ model, system, prompt, schema, temperature, maxOutputTokens }: Question): string {
  const parts = [model, system, prompt, schema, temperature, maxOutputTokens];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
