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
  const found: number[] = [];
  for (const [word] of text.replace(TAG, " ").matchAll(WORD)) {
    found.push(hash(word, 0, word.length));
    for (const length of GRAM_LENGTHS) {
      for (let from = 0; from + length <= word.length; from += 1) found.push(hash(word, from, from + length));
    }
  }
  return toCounts(Int32Array.from(found).toSorted());
}

/** FNV-1a over the letters, folded to HASH_BITS. */
function hash(text: string, from: number, to: number): number {
  let value = 0x811c9dc5 ^ (to - from);
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return ((value >>> HASH_BITS) ^ value) & (FEATURE_SPACE - 1);
}

function toCounts(sorted: Int32Array): FeatureCounts {
  const ids = new Int32Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let last = -1;
  for (const id of sorted) {
    if (last === -1 || ids[last] !== id) {
      last += 1;
      ids[last] = id;
    }
    counts[last] = (counts[last] ?? 0) + 1;
  }
  return { ids: ids.slice(0, last + 1), counts: counts.slice(0, last + 1), total: sorted.length };
}
