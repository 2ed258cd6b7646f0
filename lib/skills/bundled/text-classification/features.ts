/** Features are hashed to this many bits; the few collisions do not affect the nearest neighbours. */
const HASH_BITS = 20;
export const FEATURE_SPACE = 2 ** HASH_BITS;

const GRAM_LENGTHS = [3, 4, 5];
const WORD = /[a-z$!][a-z0-9$!'-]{1,19}/g;
const TAG = /<[^>]*>/g;

/** The features of a mail: ascending feature ids, the count of each, and the total count. */
export type FeatureCounts = { readonly ids: Int32Array; readonly counts: Int32Array; readonly total: number };

/** Counts words and character n-grams; n-grams catch spellings such as "v1agra" that are in no dictionary. */
export function countFeatures(text: string): FeatureCounts {
  const found = new Tally();
  for (const [word] of text.replace(TAG, " ").matchAll(WORD)) {
    found.add(hash(word, 0, word.length));
    for (const length of GRAM_LENGTHS) {
      for (let from = 0; from + length <= word.length; from += 1) found.add(hash(word, from, from + length));
    }
  }
  return found.take();
}

/** FNV-1a over the characters, folded to HASH_BITS. */
function hash(text: string, from: number, to: number): number {
  let value = 0x811c9dc5 ^ (to - from);
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return ((value >>> HASH_BITS) ^ value) & (FEATURE_SPACE - 1);
}

/** One counter per feature, reset after each mail, so that only distinct features are sorted. */
const counters = new Int32Array(FEATURE_SPACE);

class Tally {
  readonly #ids: number[] = [];
  #total = 0;

  add(id: number): void {
    const before = counters[id] as number;
    if (before === 0) this.#ids.push(id);
    counters[id] = before + 1;
    this.#total += 1;
  }

  take(): FeatureCounts {
    const ids = Int32Array.from(this.#ids).toSorted();
    const counts = new Int32Array(ids.length);
    for (let at = 0; at < ids.length; at += 1) {
      counts[at] = counters[ids[at] as number] as number;
      counters[ids[at] as number] = 0;
    }
    return { ids, counts, total: this.#total };
  }
}
