import type { ItemResult } from "../../ports/event-log.ts";

/** More items are joined with their neighbours, so that resampling takes the same time for any size. */
const MAX_GROUPS = 400;
/** Samples of a name that are kept, spread evenly over the items. */
const MAX_SAMPLES = 2_000;

/** Samples of one name, ascending, each with the group of its item. */
export type GroupedSamples = { readonly values: Float64Array; readonly groups: Uint16Array };

/** The results of a variant by groups of neighbouring items, the same groups in every variant of a run. */
export type VariantItems = {
  /** items of a group */
  readonly sizes: Uint32Array;
  /** finished items of a group */
  readonly done: Uint32Array;
  /** failed items of a group */
  readonly failed: Uint32Array;
  /** failed items of a group that report a value other than 0, or a sample, by its name */
  readonly failures: ReadonlyMap<string, Uint32Array>;
  /** sums of the items' values by name and group */
  readonly sums: ReadonlyMap<string, Float64Array>;
  readonly samples: ReadonlyMap<string, GroupedSamples>;
};

type CountedResult = Pick<ItemResult, "index" | "ok" | "values" | "samples">;

/** The results that count, by group. `items`: requested, ≥1. */
export function groupVariantItems(items: number, results: readonly CountedResult[]): VariantItems {
  const count = Math.min(MAX_GROUPS, items);
  const groupOf = (index: number): number => Math.floor((index * count) / items);
  const sizes = new Uint32Array(count);
  for (let index = 0; index < items; index += 1) increase(sizes, groupOf(index), 1);
  const [done, failed] = [new Uint32Array(count), new Uint32Array(count)];
  const failures = new Map<string, Uint32Array>();
  const sums = new Map<string, Float64Array>();
  for (const { index, ok, values, samples } of results) {
    const group = groupOf(index);
    increase(done, group, 1);
    if (!ok) increase(failed, group, 1);
    for (const name of ok ? [] : listReported(values, samples)) {
      const column = failures.get(name) ?? new Uint32Array(count);
      failures.set(name, column);
      increase(column, group, 1);
    }
    for (const [name, value] of Object.entries(values)) {
      const column = sums.get(name) ?? new Float64Array(count);
      sums.set(name, column);
      increase(column, group, value);
    }
  }
  return { sizes, done, failed, failures, sums, samples: groupSamples(results, groupOf) };
}

function listReported(values: CountedResult["values"], samples: CountedResult["samples"]): ReadonlySet<string> {
  const counted = Object.keys(values).filter((name) => values[name] !== 0);
  return new Set([...counted, ...Object.keys(samples)]);
}

function groupSamples(
  results: readonly CountedResult[],
  groupOf: (index: number) => number,
): ReadonlyMap<string, GroupedSamples> {
  const pooled = new Map<string, { readonly value: number; readonly group: number }[]>();
  for (const { index, samples } of results) {
    for (const [name, values] of Object.entries(samples)) {
      const pool = pooled.get(name) ?? [];
      pooled.set(name, pool);
      for (const value of values) pool.push({ value, group: groupOf(index) });
    }
  }
  return new Map([...pooled].map(([name, pool]) => [name, sortSamples(pool)]));
}

function sortSamples(pool: readonly { readonly value: number; readonly group: number }[]): GroupedSamples {
  const step = Math.max(1, Math.ceil(pool.length / MAX_SAMPLES));
  const ascending = pool.filter((_, at) => at % step === 0).toSorted((one, other) => one.value - other.value);
  return {
    values: Float64Array.from(ascending, ({ value }) => value),
    groups: Uint16Array.from(ascending, ({ group }) => group),
  };
}

function increase(column: Uint32Array | Float64Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by;
}
