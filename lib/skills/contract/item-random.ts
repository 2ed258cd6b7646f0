import { createRandom } from "../../core/inputs/data.ts";

/** A random generator per item, so that its result does not depend on batch, attempt or process. */
export function createItemRandom(seed: number, index: number): () => number {
  return createRandom(Math.imul(seed, 0x9e3779b1) + index * 0x85eb);
}

/** Draws one value uniformly. Throws on an empty list. */
export function drawOne<Value>(values: readonly Value[], random: () => number): Value {
  const drawn = values[Math.floor(random() * values.length)];
  if (drawn === undefined) throw new RangeError("Nothing to draw from");
  return drawn;
}
