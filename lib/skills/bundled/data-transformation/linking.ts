import type { Distribution } from "../../../core/run/spec.ts";
import type { Movie } from "./movies.ts";
import { computeSimilarity, prepare, type Prepared } from "./similarity.ts";

/** A record to link: a corrupted copy of `original`. `truth`: its entry in the reference table, or null. */
export type Query = { readonly record: Movie; readonly original: string; readonly truth: number | null };
export type Reference = readonly { readonly film: number; readonly name: string; readonly prepared: Prepared }[];

export type LinkingTask = { readonly queries: readonly Query[]; readonly reference: Reference };

/** Share of the queries that have no match in the reference table. */
export const STRANGER_SHARE = 0.12;
/** Skewed data are more heavily corrupted. */
export const MOST_CORRUPTIONS: { readonly [distribution in Distribution]: number } = {
  uniform: 3,
  skewed: 6,
  clustered: 3,
};
/** Minimum similarity of a match. */
const LINK_THRESHOLD = 0.78;

export function toReference(film: number, movie: Movie): Reference[number] {
  return { film, name: movie.title, prepared: prepare(movie) };
}

/** Compares a query with every entry of the reference table, which grows with the items: intentionally quadratic. */
export function link({ record, original, truth }: Query, reference: Reference) {
  const prepared = prepare(record);
  let linked: Reference[number] | null = null;
  let bestSimilarity = LINK_THRESHOLD;
  for (const entry of reference) {
    const similarity = computeSimilarity(prepared, entry.prepared);
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
  if (linked === null) return truth === null ? "correctly left unlinked" : `not found, it is ${original}`;
  if (linked.film === truth) return "linked";
  return truth === null
    ? `linked to ${linked.name}, but it has no match`
    : `linked to ${linked.name}, it is ${original}`;
}
