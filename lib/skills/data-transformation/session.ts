import { drawIndices } from "../../core/data.ts";
import type { Distribution } from "../../core/run-spec.ts";
import type { DataRequest, SkillSession } from "../contract.ts";
import { createItemRandom, drawOne } from "../item-random.ts";
import { workThrough } from "../work-through.ts";
import { corrupt } from "./corrupt.ts";
import { readMovies, type Movie } from "./movies.ts";
import { computeSimilarity, prepare, type Prepared } from "./similarity.ts";

/** A record to be linked. `truth`: the film it is a copy of, null for one that has no counterpart in the reference table. */
export type Query = { readonly record: Movie; readonly truth: number | null };
export type Reference = readonly { readonly film: number; readonly prepared: Prepared }[];

const STRANGER_SHARE = 0.12;
/** Below it, a best match is no match. */
const LINK_THRESHOLD = 0.78;
/** Skewed data were handled more often before they came to us. */
const MOST_CORRUPTIONS: { readonly [distribution in Distribution]: number } = { uniform: 3, skewed: 6, clustered: 3 };

export function openSession({ seed, items: count, distribution }: DataRequest): SkillSession<Query> {
  const { known, strangers } = readMovies();
  // beyond the number of films the table holds some twice, as merged tables do
  const films = drawIndices({ seed, count, poolSize: known.length, distribution: "uniform" });
  const reference = films.map((film) => ({ film, prepared: prepare(requireFilm(film)) }));
  const drawn = drawIndices({ seed: seed + 1, count, poolSize: count, distribution });

  function requireFilm(film: number): Movie {
    const movie = known[film];
    if (movie === undefined) throw new RangeError(`There is no film ${film} among ${known.length}`);
    return movie;
  }

  function drawQuery(film: number, index: number): Query {
    const random = createItemRandom(seed, index);
    const isStranger = random() < STRANGER_SHARE;
    const origin = isStranger ? drawOne(strangers, random) : requireFilm(film);
    const corruptions = 1 + Math.floor(random() * MOST_CORRUPTIONS[distribution]);
    return { record: corrupt(origin, corruptions, random), truth: isStranger ? null : film };
  }

  return {
    items: drawn.map((at, index) => drawQuery(films[at] ?? 0, index)),
    invokeBatch: (items, context) => workThrough(items, context, (query) => link(query, reference)),
  };
}

/** Compares with every record of the reference table, which has as many as the scenario has items: quadratic on purpose. */
export function link({ record, truth }: Query, reference: Reference) {
  const asked = prepare(record);
  let linked: number | null = null;
  let bestSimilarity = LINK_THRESHOLD;
  for (const { film, prepared } of reference) {
    const similarity = computeSimilarity(asked, prepared);
    if (similarity > bestSimilarity) {
      linked = film;
      bestSimilarity = similarity;
    }
  }
  const values = {
    tp: linked !== null && linked === truth ? 1 : 0,
    fp: linked !== null && linked !== truth ? 1 : 0,
    fn: truth !== null && linked !== truth ? 1 : 0,
    comparisons: reference.length,
  };
  return { values, outcome: describe(record.title, linked, truth) };
}

function describe(title: string, linked: number | null, truth: number | null): string {
  if (linked === truth) return `${title}: ${truth === null ? "rightly unlinked" : "linked"}`;
  if (linked === null) return `${title}: not found`;
  return `${title}: ${truth === null ? "linked although unknown" : "linked to another"}`;
}
