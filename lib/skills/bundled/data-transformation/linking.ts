import type { Distribution } from "../../../core/run/spec.ts";
import type { Movie } from "./movies.ts";
import { computeSimilarity, prepare, type Prepared } from "./similarity.ts";

/** A record to be linked: a corrupted copy of `original`. `truth`: its entry in the reference table, null when it has none. */
export type Query = { readonly record: Movie; readonly original: string; readonly truth: number | null };
export type Reference = readonly { readonly film: number; readonly name: string; readonly prepared: Prepared }[];

export type LinkingTask = { readonly queries: readonly Query[]; readonly reference: Reference };

/** Of the records asked for, so many have no counterpart. */
export const STRANGER_SHARE = 0.12;
/** Skewed data were handled more often before they came to us. */
export const MOST_CORRUPTIONS: { readonly [distribution in Distribution]: number } = {
  uniform: 3,
  skewed: 6,
  clustered: 3,
};
/** Below it, a best match is no match. */
const LINK_THRESHOLD = 0.78;

export function toReference(film: number, movie: Movie): Reference[number] {
  return { film, name: movie.title, prepared: prepare(movie) };
}

/** Compares with every record of the reference table, which grows with the items: quadratic on purpose. */
export function link({ record, original, truth }: Query, reference: Reference) {
  const asked = prepare(record);
  let linked: Reference[number] | null = null;
  let bestSimilarity = LINK_THRESHOLD;
  for (const entry of reference) {
    const similarity = computeSimilarity(asked, entry.prepared);
    if (similarity > bestSimilarity) {
      linked = entry;
      bestSimilarity = similarity;
    }
  }
  const film = linked?.film ?? null;
  const values = {
    tp: film !== null && film === truth ? 1 : 0,
    fp: film !== null && film !== truth ? 1 : 0,
    fn: truth !== null && film !== truth ? 1 : 0,
    comparisons: reference.length,
  };
  return { values, outcome: `${record.title}: ${describe({ original, truth }, linked)}` };
}

function describe({ original, truth }: Pick<Query, "original" | "truth">, linked: Reference[number] | null): string {
  if (linked === null) return truth === null ? "rightly unlinked" : `not found, it is ${original}`;
  if (linked.film === truth) return "linked";
  return truth === null ? `linked to ${linked.name} although unknown` : `linked to ${linked.name}, it is ${original}`;
}
