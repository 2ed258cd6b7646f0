import { firstIndexAbove } from "../kit/ascending.ts";
import { assertNever } from "../kit/assert-never.ts";
import { createRandom } from "../kit/random.ts";
import type { Distribution } from "../run/spec.ts";

export { createRandom } from "../kit/random.ts";

/** A whole number in [0, below). */
export function drawInteger(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

/** 0 … size−1 in random order (Fisher–Yates shuffle, inside out). */
export function shuffleIndices(size: number, random: () => number): number[] {
  const order: number[] = [];
  for (let index = 0; index < size; index += 1) {
    const drawn = drawInteger(random, index + 1);
    order.push(order[drawn] ?? index);
    order[drawn] = index;
  }
  return order;
}

export type DrawRequest = {
  readonly seed: number;
  /** number of indices, ≥0 */
  readonly count: number;
  /** indices lie in 0 … poolSize−1; ≥1 unless count is 0 */
  readonly poolSize: number;
  readonly distribution: Distribution;
};

/**
 * Exactly `count` indices into a pool, deterministic by the request. Uniform: every index once before any repeats; skewed: by
 * Zipf's law, the r-th most frequent with weight 1/r; clustered: runs of 5 to 20 neighbours. Throws RangeError for an empty
 * pool.
 */
export function drawIndices({ seed, count, poolSize, distribution }: DrawRequest): number[] {
  if (count > 0 && !(poolSize >= 1)) throw new RangeError(`Cannot draw ${count} indices from a pool of ${poolSize}`);
  const random = createRandom(seed);
  switch (distribution) {
    case "uniform":
      return drawUniform(count, poolSize, random);
    case "skewed":
      return drawSkewed(count, poolSize, random);
    case "clustered":
      return drawClustered(count, poolSize, random);
    default:
      return assertNever(distribution);
  }
}

/** Exactly `count` of the rows, drawn like drawIndices. */
export function drawRows<Row>(rows: readonly Row[], request: Omit<DrawRequest, "poolSize">): Row[] {
  return drawIndices({ ...request, poolSize: rows.length }).flatMap((index) => rows.slice(index, index + 1));
}

function drawUniform(count: number, poolSize: number, random: () => number): number[] {
  let drawn: number[] = [];
  while (drawn.length < count) drawn = drawn.concat(shuffleIndices(poolSize, random).slice(0, count - drawn.length));
  return drawn;
}

function drawSkewed(count: number, poolSize: number, random: () => number): number[] {
  const favourites = shuffleIndices(poolSize, random);
  const cumulative: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= poolSize; rank += 1) cumulative.push((total += 1 / rank));
  const drawn: number[] = [];
  while (drawn.length < count) {
    const favourite = favourites[firstIndexAbove(cumulative, random() * total)];
    if (favourite !== undefined) drawn.push(favourite);
  }
  return drawn;
}

function drawClustered(count: number, poolSize: number, random: () => number): number[] {
  const drawn: number[] = [];
  while (drawn.length < count) {
    const start = drawInteger(random, poolSize);
    const length = Math.min(5 + drawInteger(random, 16), count - drawn.length);
    for (let offset = 0; offset < length; offset += 1) drawn.push((start + offset) % poolSize);
  }
  return drawn;
}
