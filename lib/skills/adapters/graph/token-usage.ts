import { isMessage, type Message } from "./to-json.ts";

type Usage = { readonly input_tokens: number; readonly output_tokens: number };

const NONE: Usage = { input_tokens: 0, output_tokens: 0 };
const MAX_DEPTH = 6;

/**
 * Counts tokens while a graph runs: those of the model calls that LangChain reports to its callbacks, else those of the new messages
 * in the updates of its steps. Never both, since a node may copy an answer into a message of its own.
 */
export function createUsageCounter() {
  const calls = new Map<unknown, Usage>();
  const messages = new Map<unknown, Usage>();
  return {
    callback: {
      name: "triptych-usage",
      /** in time for the end of the item */
      awaitHandlers: true,
      handleLLMEnd(output: unknown): void {
        for (const message of findMessages(output)) count(calls, message);
      },
    },
    addUpdate(update: unknown): void {
      for (const message of findMessages(update)) count(messages, message);
    },
    /** Empty when nothing reported tokens. */
    values(): { readonly [name: string]: number } {
      const counted = calls.size > 0 ? calls : messages;
      return counted.size === 0 ? {} : [...counted.values()].reduce(add, NONE);
    },
  };
}

function count(counted: Map<unknown, Usage>, message: Message): void {
  const usage = readUsage(message["usage_metadata"]);
  // the same message may return in a later update, as itself or as a copy with its id
  if (usage !== null) counted.set(message["id"] ?? message, usage);
}

function readUsage(given: unknown): Usage | null {
  if (typeof given !== "object" || given === null) return null;
  const { input_tokens: input, output_tokens: output } = given as Record<string, unknown>;
  return isCount(input) && isCount(output) ? { input_tokens: input, output_tokens: output } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function findMessages(value: unknown, depth = 0): readonly Message[] {
  if (isMessage(value)) return [value];
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return [];
  return Object.values(value).flatMap((each) => findMessages(each, depth + 1));
}

function add(sum: Usage, { input_tokens, output_tokens }: Usage): Usage {
  return { input_tokens: sum.input_tokens + input_tokens, output_tokens: sum.output_tokens + output_tokens };
}
