import { createRandom, drawIndices, shuffleIndices } from "../../../core/inputs/data.ts";
import type { Distribution } from "../../../core/run/spec.ts";
import type { MailRef } from "./corpus.ts";

/**
 * Draws exactly `count` mails; no mail repeats before the whole pool is used. Skewed data prefer the folders that come
 * first in the pool, which are the hardest: the r-th folder with remaining mails is drawn with weight 1/r.
 */
export function drawMails(request: {
  pool: readonly MailRef[];
  seed: number;
  count: number;
  distribution: Distribution;
}): MailRef[] {
  const { pool, seed, count, distribution } = request;
  const indices =
    distribution === "skewed"
      ? drawHardFirst(request)
      : drawIndices({ seed, count, poolSize: pool.length, distribution });
  return indices.map((index) => requireMail(pool, index));
}

function drawHardFirst({ pool, seed, count }: { pool: readonly MailRef[]; seed: number; count: number }): number[] {
  const random = createRandom(seed);
  const drawn: number[] = [];
  while (drawn.length < count) drawn.push(...drawRound(pool, count - drawn.length, random));
  const order = shuffleIndices(count, random);
  return order.map((at) => drawn[at] ?? 0);
}

/** One pass over the pool at most. */
function drawRound(pool: readonly MailRef[], count: number, random: () => number): number[] {
  const folders = [...Map.groupBy(pool.keys(), (index) => pool[index]?.folder).values()].map((indices) =>
    shuffleWith(indices, random),
  );
  const drawn: number[] = [];
  while (drawn.length < count) {
    const left = folders.filter((indices) => indices.length > 0);
    const mail = left[drawRank(left.length, random)]?.pop();
    if (mail === undefined) break;
    drawn.push(mail);
  }
  return drawn;
}

/** 0 … ranks−1, the r-th (from 1) with weight 1/r. */
function drawRank(ranks: number, random: () => number): number {
  const weights = Array.from({ length: ranks }, (_, rank) => 1 / (rank + 1));
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (rest -= weight) < 0),
  );
}

function shuffleWith(indices: readonly number[], random: () => number): number[] {
  return shuffleIndices(indices.length, random).map((at) => indices[at] ?? 0);
}

function requireMail(pool: readonly MailRef[], index: number): MailRef {
  const mail = pool[index];
  if (mail === undefined) throw new RangeError(`No mail ${index} in a pool of ${pool.length}`);
  return mail;
}
