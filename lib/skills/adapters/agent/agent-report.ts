import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import { isObject } from "../json.ts";

/** What an agent's command line has reported so far, in either of the documented shapes. */
export type AgentReport = {
  readonly turns: number;
  /** the last message, or the result; null before one */
  readonly text: JsonValue | null;
  readonly usage: { readonly [name: string]: number };
  /** US dollars by the tool's own count; null if it reports none */
  readonly costUsd: number | null;
  /** of the tool's own clock, ms; null if it reports none */
  readonly durationMs: number | null;
  /** why the tool failed; null while it has not */
  readonly error: string | null;
  /** the tool has reported its end */
  readonly hasEnded: boolean;
  /** to count the messages of a turn once */
  readonly lastMessageId: string | null;
};

export const EMPTY_REPORT: AgentReport = {
  turns: 0,
  text: null,
  usage: {},
  costUsd: null,
  durationMs: null,
  error: null,
  hasEnded: false,
  lastMessageId: null,
};

/** Adds a document that the tool printed: an event, or its one result. Unknown ones change nothing. */
export function foldReport(report: AgentReport, document: JsonValue): AgentReport {
  if (!isObject(document)) return report;
  switch (document["type"]) {
    case "assistant":
      return withMessage(report, document["message"]);
    case "result":
      return withResult(report, document);
    case "turn.started":
      return { ...report, turns: report.turns + 1, hasEnded: false };
    case "item.completed":
      return withItem(report, document["item"]);
    case "turn.completed":
      // a notice of a reconnection that has succeeded was no failure
      return { ...report, usage: addUsage(report.usage, readCodexUsage(document)), error: null, hasEnded: true };
    case "turn.failed":
      return { ...report, error: readMessage(document["error"]) ?? "the turn failed", hasEnded: true };
    case "error":
      return { ...report, error: readMessage(document) ?? "an error without a message" };
    default:
      return report;
  }
}

/** What an event shows of a turn, such as "turn 3: Bash"; null if nothing new. */
export function describeTurn(before: AgentReport, after: AgentReport, document: JsonValue): string | null {
  const step = isObject(document) ? describeStep(document) : null;
  if (after.turns === before.turns && step === null) return null;
  return step === null ? `turn ${after.turns}` : `turn ${Math.max(1, after.turns)}: ${step}`;
}

function withMessage(report: AgentReport, message: JsonValue | undefined): AgentReport {
  if (!isObject(message)) return report;
  const id = typeof message["id"] === "string" ? message["id"] : null;
  const isNew = id === null || id !== report.lastMessageId;
  const texts = listBlocks(message).flatMap(({ type, text }) =>
    type === "text" && typeof text === "string" ? [text] : [],
  );
  return {
    ...report,
    turns: report.turns + (isNew ? 1 : 0),
    text: texts.length > 0 ? texts.join("\n") : report.text,
    // until the result states the sum, which an agent that is ended never prints
    usage: isNew ? addUsage(report.usage, readClaudeUsage(message)) : report.usage,
    lastMessageId: id,
  };
}

function withResult(report: AgentReport, document: JsonObject): AgentReport {
  const { result, structured_output: structured, num_turns: turns, subtype, is_error: isError } = document;
  const { total_cost_usd: costUsd, duration_ms: durationMs, errors } = document;
  const hasFailed = isError === true || (typeof subtype === "string" && subtype.startsWith("error"));
  const text = structured ?? result ?? report.text;
  const reasons = Array.isArray(errors) ? errors.filter((each) => typeof each === "string").join("; ") : "";
  const reason = [typeof result === "string" ? result : "", reasons].find((each) => each !== "");
  return {
    ...report,
    turns: toCount(turns) ?? report.turns,
    text,
    usage: isObject(document["usage"]) ? readClaudeUsage(document) : report.usage,
    costUsd: toCount(costUsd),
    durationMs: toCount(durationMs),
    error: hasFailed ? [readText(subtype), reason ?? ""].filter((each) => each !== "").join(": ") : null,
    hasEnded: true,
  };
}

function withItem(report: AgentReport, item: JsonValue | undefined): AgentReport {
  if (!isObject(item)) return report;
  const kind = item["type"] ?? item["item_type"];
  const isMessage = kind === "agent_message" || kind === "assistant_message";
  return isMessage && typeof item["text"] === "string" ? { ...report, text: item["text"] } : report;
}

function describeStep(document: JsonObject): string | null {
  if (document["type"] === "assistant" && isObject(document["message"])) {
    const tools = listBlocks(document["message"]).flatMap(({ type, name }) =>
      type === "tool_use" && typeof name === "string" ? [name] : [],
    );
    return tools.length > 0 ? tools.join(", ") : null;
  }
  if (document["type"] !== "item.started" || !isObject(document["item"])) return null;
  const { type, item_type: olderType, command } = document["item"];
  return typeof command === "string" ? command : readText(type ?? olderType) || null;
}

function listBlocks(message: JsonObject): readonly JsonObject[] {
  const { content } = message;
  return Array.isArray(content) ? content.filter((each: JsonValue) => isObject(each)) : [];
}

/** All tokens that were sent count as input, also those that the service read from its cache. */
function readClaudeUsage({ usage }: JsonObject): AgentReport["usage"] {
  if (!isObject(usage)) return {};
  const cached = toCount(usage["cache_read_input_tokens"]) ?? 0;
  const written = toCount(usage["cache_creation_input_tokens"]) ?? 0;
  return toUsage(
    (toCount(usage["input_tokens"]) ?? 0) + cached + written,
    toCount(usage["output_tokens"]) ?? 0,
    cached,
  );
}

/** Here the input tokens include the cached ones. */
function readCodexUsage({ usage }: JsonObject): AgentReport["usage"] {
  if (!isObject(usage)) return {};
  const cached = toCount(usage["cached_input_tokens"]) ?? 0;
  return toUsage(toCount(usage["input_tokens"]) ?? 0, toCount(usage["output_tokens"]) ?? 0, cached);
}

function toUsage(input: number, output: number, cached: number): AgentReport["usage"] {
  return { input_tokens: input, output_tokens: output, cached_input_tokens: cached };
}

function addUsage(before: AgentReport["usage"], more: AgentReport["usage"]): AgentReport["usage"] {
  return { ...before, ...Object.fromEntries(Object.entries(more).map(([name, n]) => [name, n + (before[name] ?? 0)])) };
}

function readMessage(value: JsonValue | undefined): string | null {
  if (typeof value === "string") return value;
  return isObject(value) && typeof value["message"] === "string" ? value["message"] : null;
}

function toCount(value: JsonValue | undefined): number | null {
  return typeof value === "number" && value >= 0 ? value : null;
}

function readText(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
