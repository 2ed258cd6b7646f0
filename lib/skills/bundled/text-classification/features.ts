/** Features are numbered by a hash of this many bits; what little collides does not move the neighbours. */
const HASH_BITS = 20;
export const FEATURE_SPACE = 2 ** HASH_BITS;

const GRAM_LENGTHS = [3, 4, 5];
const WORD = /[a-z$!][a-z0-9$!'-]{1,19}/g;
const TAG = /<[^>]*>/g;

/** What a mail is made of: ascending feature numbers, how often each occurs, and how many there are in all. */
export type FeatureCounts = { readonly ids: Int32Array; readonly counts: Int32Array; readonly total: number };

/** Words, and the runs of letters within them: spam spells "v1agra" so that no dictionary has it. */
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

/** FNV-1a over the letters, folded to HASH_BITS. */
function hash(text: string, from: number, to: number): number {
  let value = 0x811c9dc5 ^ (to - from);
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return ((value >>> HASH_BITS) ^ value) & (FEATURE_SPACE - 1);
}

/** One place for each feature, cleared after each mail: only the different ones are sorted. */
const places = new Int32Array(FEATURE_SPACE);

class Tally {
  readonly #ids: number[] = [];
  #total = 0;

  add(id: number): void {
    const before = places[id] as number;
    if (before === 0) this.#ids.push(id);
    places[id] = before + 1;
    this.#total += 1;
  }

  take(): FeatureCounts {
    const ids = Int32Array.from(this.#ids).toSorted();
    const counts = new Int32Array(ids.length);
    for (let at = 0; at < ids.length; at += 1) {
      counts[at] = places[ids[at] as number] as number;
      places[ids[at] as number] = 0;
    }
    return { ids, counts, total: this.#total };
  }
}
