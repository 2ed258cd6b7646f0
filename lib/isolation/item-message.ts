import { COST_VALUES, MAX_FIGURE } from "../core/run/metrics.ts";

export const MAX_NAME = 64;
export const MAX_ERROR = 2_000;
export const MAX_OUTCOME = 500;
/** names of an item's values, and again of its samples */
export const MAX_NAMES = 64;
/** different names that one worker may report: figures are kept by name */
export const MAX_WORKER_NAMES = 1_000;
/** of all names of an item together */
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

/** The item as it counts: one that reports more than is kept fails, and keeps what it cost. */
export function limitItem(item: ItemMessage): ItemMessage {
  const excess = describeExcess(item);
  return excess === null ? item : toFailedItem(item, excess);
}

/** Makes items of one worker fail that bring names beyond those that it may report. */
export function createNameLimit(): (item: ItemMessage) => ItemMessage {
  const known = new Set<string>();
  return (item) => {
    for (const name of [...Object.keys(item.values), ...Object.keys(item.samples)]) {
      if (known.has(name)) continue;
      if (known.size >= MAX_WORKER_NAMES)
        return toFailedItem(item, `It reported ${name}; a worker may use ${MAX_WORKER_NAMES} different names.`);
      known.add(name);
    }
    return item;
  };
}

/** The same for an item from our own side of the protocol, whose numbers may also be beyond what the protocol permits. */
export function limitOwnItem(item: ItemMessage): ItemMessage {
  const fault = describeExcess(item) ?? describeWrongFigure(item);
  return fault === null ? item : toFailedItem(item, fault);
}

function toFailedItem(item: ItemMessage, error: string): ItemMessage {
  const costs = COST_VALUES.flatMap((name) => {
    const cost = item.values[name];
    return isFigure(cost) && cost >= 0 ? [[name, cost] as const] : [];
  });
  return { ...item, ok: false, error, values: Object.fromEntries(costs), samples: {} };
}

function describeExcess({ values, samples }: ItemMessage): string | null {
  for (const [what, named] of Object.entries({ values, samples })) {
    const { length } = Object.keys(named);
    if (length > MAX_NAMES) return `It reported ${what} with ${length} names; an item may have ${MAX_NAMES}.`;
  }
  const count = Object.values(samples).reduce((sum, figures) => sum + figures.length, 0);
  return count > MAX_SAMPLES ? `It reported ${count} samples; an item may have ${MAX_SAMPLES}.` : null;
}

function describeWrongFigure({ values, samples }: ItemMessage): string | null {
  const pools = [
    ...Object.entries(values).map(([name, value]) => [name, [value]] as const),
    ...Object.entries(samples),
  ];
  for (const [name, pool] of pools) {
    const wrong = pool.find((figure) => !isFigure(figure));
    if (wrong !== undefined)
      return `It reported ${wrong} as ${name}; a number lies between ${-MAX_FIGURE} and ${MAX_FIGURE}.`;
  }
  const negative = COST_VALUES.find((name) => (values[name] ?? 0) < 0);
  return negative === undefined ? null : `It reported ${values[negative]} as ${negative}; it cannot be below 0.`;
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
    if (!isName(name) || !Array.isArray(figures) || !figures.every(isFigure)) return false;
  }
  return true;
}
