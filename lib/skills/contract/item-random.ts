import { createRandom } from "../../core/inputs/data.ts";

/** Chance of one item's own: its outcome is the same in whatever batch, attempt or process it is worked on. */
export function createItemRandom(seed: number, index: number): () => number {
  return createRandom(Math.imul(seed, 0x9e3779b1) + index * 0x85eb);
}

/** One of them, each as likely. Throws on an empty list. */
export function drawOne<Value>(values: readonly Value[], random: () => number): Value {
  const drawn = values[Math.floor(random() * values.length)];
  if (drawn === undefined) throw new RangeError("Nothing to draw from");
  return drawn;
}
