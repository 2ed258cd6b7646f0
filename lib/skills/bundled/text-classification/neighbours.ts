import { FEATURE_SPACE, type FeatureCounts } from "./features.ts";

/** A training mail: its features with their BM25 weights. */
type Trained = { readonly ids: Int32Array; readonly weights: Float32Array; readonly isSpam: boolean };

export type Classifier = {
  readonly trained: number;
  /** `margin`, 0–1: how clearly the neighbours agree. */
  classify(mail: FeatureCounts): { readonly isSpam: boolean; readonly margin: number };
};

export const DEFAULT_NEIGHBOURS = 15;
// the usual BM25 constants: term frequency saturation and length normalisation
const K1 = 1.2;
const B = 0.75;

/** Exact nearest neighbours by BM25: every mail is compared with every training mail, and the `neighbours` most similar decide. */
export function trainClassifier(
  mails: readonly { readonly features: FeatureCounts; readonly isSpam: boolean }[],
  neighbours = DEFAULT_NEIGHBOURS,
): Classifier {
  const inverseFrequency = computeInverseFrequency(mails.map((mail) => mail.features));
  const averageTotal = mails.reduce((sum, mail) => sum + mail.features.total, 0) / mails.length;
  const training = mails.map(({ features, isSpam }): Trained => {
    const discount = K1 * (1 - B + (B * features.total) / averageTotal);
    const { ids, counts } = features;
    const weights = new Float32Array(ids.length);
    for (let at = 0; at < ids.length; at += 1) {
      const count = counts[at] as number;
      weights[at] = ((inverseFrequency[ids[at] as number] as number) * count * (K1 + 1)) / (count + discount);
    }
    return { ids, weights, isSpam };
  });

  return {
    trained: training.length,
    classify(mail) {
      const nearest: { score: number; isSpam: boolean }[] = [];
      for (const one of training)
        keepNearest(nearest, { score: computeScore(one, mail.ids), isSpam: one.isSpam }, neighbours);
      const total = nearest.reduce((sum, one) => sum + one.score, 0);
      const spam = nearest.reduce((sum, one) => sum + (one.isSpam ? one.score : 0), 0);
      return { isSpam: spam * 2 > total, margin: total === 0 ? 0 : Math.abs((2 * spam) / total - 1) };
    },
  };
}

/** ln(1 + (N − n + ½) / (n + ½)), where n of N mails contain the feature. */
function computeInverseFrequency(mails: readonly FeatureCounts[]): Float32Array {
  const holders = new Int32Array(FEATURE_SPACE);
  for (const { ids } of mails) for (const id of ids) holders[id] = (holders[id] ?? 0) + 1;
  // there are a million features, but far fewer distinct counts
  const byCount = Float32Array.from({ length: mails.length + 1 }, (_, count) =>
    Math.log(1 + (mails.length - count + 0.5) / (count + 0.5)),
  );
  const frequencies = new Float32Array(FEATURE_SPACE);
  for (let id = 0; id < FEATURE_SPACE; id += 1) frequencies[id] = byCount[holders[id] as number] as number;
  return frequencies;
}

/** Sum of the weights of the common features, by merging two ascending lists. */
function computeScore(trained: Trained, mailIds: Int32Array): number {
  const { ids, weights } = trained;
  let score = 0;
  for (let at = 0, mailAt = 0; at < ids.length && mailAt < mailIds.length;) {
    const id = ids[at] as number;
    const mailId = mailIds[mailAt] as number;
    if (id === mailId) score += weights[at] as number;
    if (id <= mailId) at += 1;
    if (mailId <= id) mailAt += 1;
  }
  return score;
}

function keepNearest(
  nearest: { score: number; isSpam: boolean }[],
  candidate: { score: number; isSpam: boolean },
  most: number,
): void {
  if (nearest.length === most && candidate.score <= (nearest.at(-1)?.score ?? 0)) return;
  const place = nearest.findIndex((one) => one.score < candidate.score);
  nearest.splice(place === -1 ? nearest.length : place, 0, candidate);
  nearest.length = Math.min(nearest.length, most);
}
