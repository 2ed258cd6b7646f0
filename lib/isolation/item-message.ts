import { COST_VALUES, MAX_FIGURE } from "../core/run/metrics.ts";

export const MAX_NAME = 64;
export const MAX_ERROR = 2_000;
export const MAX_OUTCOME = 500;
export const MAX_SAMPLES = 5_000;

export type ItemMessage = {
  readonly type: "item";
  readonly batchId: number;
  readonly index: number;
  readonly ok: boolean;
  readonly error?: string | null | undefined;
  readonly values: Record<string, number>;
  readonly samples: Record<string, number[]>;
  readonly outcome: string;
};

/**
 * Reads a well-formed item by hand, in a third of the time that the schema takes, because a run has as many of them as items.
 * Null for everything else, which the schema reads or rejects: tests/isolation/item-message.test.ts compares the two.
 */
export function readItemMessage(message: unknown): ItemMessage | null {
  if (!isRecord(message) || message["type"] !== "item") return null;
  const { batchId, index, ok, error, outcome = "", values = {}, samples = {} } = message;
  if (!Number.isSafeInteger(batchId) || !Number.isSafeInteger(index) || (index as number) < 0) return null;
  if (typeof ok !== "boolean" || !isText(outcome, MAX_OUTCOME)) return null;
  if (error !== undefined && error !== null && !isText(error, MAX_ERROR)) return null;
  if (!areValues(values) || !areSamples(samples)) return null;
  const item = {
    type: "item",
    batchId: batchId as number,
    index: index as number,
    ok,
    values,
    samples,
    outcome,
  } as const;
  return error === undefined ? item : { ...item, error };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === "string" && value.length <= limit;
}

function isFigure(value: unknown): value is number {
  return typeof value === "number" && value >= -MAX_FIGURE && value <= MAX_FIGURE;
}

function isName(name: string): boolean {
  return name.length <= MAX_NAME && name !== "__proto__";
}

function areValues(values: unknown): values is Record<string, number> {
  if (!isRecord(values)) return false;
  for (const name of Object.keys(values)) if (!isName(name) || !isFigure(values[name])) return false;
  return COST_VALUES.every((name) => !(((values[name] as number | undefined) ?? 0) < 0));
}

function areSamples(samples: unknown): samples is Record<string, number[]> {
  if (!isRecord(samples)) return false;
  for (const name of Object.keys(samples)) {
    const figures = samples[name];
    if (!isName(name) || !Array.isArray(figures) || figures.length > MAX_SAMPLES || !figures.every(isFigure))
      return false;
  }
  return true;
}
