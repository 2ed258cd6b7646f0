import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import type { Cost, Values } from "./cost.ts";

/** What an adapter learns about the item that it works on. */
export type Call = {
  /** of the item within the scenario */
  readonly index: number;
  /** aborted when the batch is cancelled or the item takes too long */
  readonly signal: AbortSignal;
  readonly log: (level: "info" | "warn" | "error", text: string) => void;
  /** reports that a long item is being worked on, such as "turn 3"; without it the item counts as stalled after a while */
  readonly progress: (text: string) => void;
  /** the W3C's Trace Context, below which spans of the skill hang; undefined: no spans are sent anywhere */
  readonly traceparent?: string | undefined;
  /** Counts what the item has cost, as soon as it is known: such values count whether the item succeeds or fails. */
  readonly addCost: Cost["add"];
};

export type Answer = {
  /** what the skill returned: a text, or structured output */
  readonly result: JsonValue;
  /** numbers that are summed over items, besides what it cost */
  readonly values?: Values;
  /** numbers that are pooled over items */
  readonly samples?: { readonly [name: string]: readonly number[] };
  /** the time that counts as the item's latency, ms; by default that of the call; null: not known */
  readonly latencyMs?: number | null;
};

export type Invoker = {
  /** how many items of a batch a worker invokes at once, ≥1 */
  readonly concurrency: number;
  /** the invoker ends what takes too long by itself, such as because waits for a service's limits do not count */
  readonly limitsTime?: boolean;
  /** What must be done before the time of the next call begins, such as to start a server anew. Rejects as `invoke` does. */
  ready?(signal: AbortSignal): Promise<void>;
  /** Rejects with a readable message when the item failed; its siblings continue. */
  invoke(item: JsonObject, call: Call): Promise<Answer>;
  /**
   * For skills that take a whole batch: yields an answer per item, in any order. An item without one has failed. Costs that were
   * added before an answer count with it. Used instead of `invoke`.
   */
  invokeBatch?(items: readonly JsonObject[], call: Omit<Call, "index">): AsyncIterable<BatchAnswer>;
  close?(): Promise<void>;
};

/** `position` within the batch; either an answer or an error */
export type BatchAnswer = { readonly position: number } & ({ readonly answer: Answer } | { readonly error: string });

/** What an adapter is opened with. */
export type InvokerContext = {
  /** the skill's folder, absolute; relative paths are relative to it */
  readonly folder: string;
  readonly options: JsonObject;
  /** the environment for programs that the adapter starts: allowed variables, fixed values and secrets */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly itemTimeoutMs: number;
  /** the way to the server of a URL and to those that skill.yaml allows besides, at `allowKey`; by default the runtime's own */
  readonly openFetch?: (url: string, allow: readonly string[], allowKey: string) => typeof globalThis.fetch;
};

/** Opens an adapter. Rejects with a readable message when the skill cannot work at all, such as without its program. */
export type OpenInvoker<Invocation> = (invocation: Invocation, context: InvokerContext) => Promise<Invoker>;
