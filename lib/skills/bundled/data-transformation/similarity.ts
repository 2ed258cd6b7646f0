import { distance } from "fastest-levenshtein";
import type { Movie } from "./movies.ts";

/** A record preprocessed once for many comparisons. */
export type Prepared = {
  readonly title: string;
  readonly words: readonly string[];
  readonly year: number | null;
  readonly director: string;
  readonly distributor: string;
};

export function prepare(movie: Movie): Prepared {
  const title = normalise(movie.title);
  return {
    title,
    words: title.split(" "),
    year: movie.year,
    director: normalise(movie.director),
    distributor: normalise(movie.distributor),
  };
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const TITLE_WEIGHT = 0.7;
const YEAR_WEIGHT = 0.15;
const DIRECTOR_WEIGHT = 0.1;
const DISTRIBUTOR_WEIGHT = 0.05;
// factors below 1 for matches that ignore word order or use only a part of the title
const WORDS_LEFT_OUT = 0.92;
const PIECE_ALONE = 0.9;
const SHORTEST_PIECE = 5;

/** 0–1: weighted similarity of title, year, director and distributor, over the fields that both records have. */
export function computeSimilarity(a: Prepared, b: Prepared): number {
  let weight = TITLE_WEIGHT;
  let sum = TITLE_WEIGHT * computeTitleSimilarity(a, b);
  if (a.year !== null && b.year !== null) {
    weight += YEAR_WEIGHT;
    sum += YEAR_WEIGHT * Math.max(0, 1 - Math.abs(a.year - b.year) / 3);
  }
  if (a.director !== "" && b.director !== "") {
    weight += DIRECTOR_WEIGHT;
    sum += DIRECTOR_WEIGHT * computeTextSimilarity(a.director, b.director);
  }
  if (a.distributor !== "" && b.distributor !== "") {
    weight += DISTRIBUTOR_WEIGHT;
    sum += DISTRIBUTOR_WEIGHT * computeTextSimilarity(a.distributor, b.distributor);
  }
  return sum / weight;
}

/** The best of three comparisons: the whole title, its words in any order, and a fragment of it. */
function computeTitleSimilarity(a: Prepared, b: Prepared): number {
  const whole = computeTextSimilarity(a.title, b.title);
  const forth = computeWordSimilarity(a.words, b.words);
  const back = computeWordSimilarity(b.words, a.words);
  const pieces = Math.max(
    computePieceSimilarity(a.title, b.title) * PIECE_ALONE,
    Math.max(forth, back) * WORDS_LEFT_OUT,
  );
  return Math.max(whole, Math.min(forth, back), pieces);
}

/** The best match of the shorter text at any position of the longer one. */
function computePieceSimilarity(a: string, b: string): number {
  const [longer, piece] = a.length >= b.length ? [a, b] : [b, a];
  if (piece.length < SHORTEST_PIECE) return 0;
  let best = 0;
  for (let at = 0; at + piece.length <= longer.length; at += 1) {
    best = Math.max(best, computeTextSimilarity(longer.slice(at, at + piece.length), piece));
  }
  return best;
}

/** 1 − edit distance / length of the longer text. */
function computeTextSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - distance(a, b) / longer;
}

/** Monge–Elkan similarity: the mean over the words of `a` of the best match in `b`, in any order. */
function computeWordSimilarity(a: readonly string[], b: readonly string[]): number {
  let sum = 0;
  for (const word of a) {
    let best = 0;
    for (const other of b) best = Math.max(best, computeTextSimilarity(word, other));
    sum += best;
  }
  return sum / a.length;
}
