import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";

const MAX_DEPTH = 32;

/** A message of LangChain, whichever copy of the library made it. */
export type Message = { readonly content: unknown; getType(): string } & Readonly<Record<string, unknown>>;

export function isMessage(value: unknown): value is Message {
  return (
    typeof value === "object" &&
    value !== null &&
    "content" in value &&
    "getType" in value &&
    typeof value.getType === "function"
  );
}

/** A state of a graph as JSON: messages with their fields instead of how they are constructed; what JSON cannot hold is left out. */
export function toJson(value: unknown, depth = 0): JsonValue {
  if (depth > MAX_DEPTH)
    throw new Error(`The graph's state is nested more than ${MAX_DEPTH} levels, or contains itself.`);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((each) => toJson(each, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) return toFields(Object.fromEntries(value) as object, depth);
  if (value instanceof Set) return [...value].map((each) => toJson(each, depth + 1));
  if (isMessage(value)) return toFields(pickMessage(value), depth);
  return typeof value === "object" ? toFields(value, depth) : null;
}

function toFields(fields: object, depth: number): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined || typeof value === "function" || typeof value === "symbol"
        ? []
        : [[name, toJson(value, depth + 1)] as const],
    ),
  );
}

function pickMessage(message: Message): object {
  const { content, name, tool_calls: toolCalls, usage_metadata: usage } = message;
  const hasCalls = Array.isArray(toolCalls) && toolCalls.length > 0;
  return {
    type: message.getType(),
    content,
    name,
    tool_calls: hasCalls ? toolCalls : undefined,
    usage_metadata: usage,
  };
}
