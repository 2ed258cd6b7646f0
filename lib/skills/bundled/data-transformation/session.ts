import { drawIndices } from "../../../core/inputs/data.ts";
import type { DataRequest, SkillSession } from "../../contract/contract.ts";
import { createItemRandom, drawOne } from "../../contract/item-random.ts";
import { processItems } from "../../contract/process-items.ts";
import { corrupt } from "./corrupt.ts";
import {
  link,
  MOST_CORRUPTIONS,
  STRANGER_SHARE,
  toReference,
  type LinkingTask,
  type Query,
  type Reference,
} from "./linking.ts";
import { readMovies, type Movie } from "./movies.ts";
import { drawOwnRecords } from "./own-records.ts";

/** Of the films the reference table has so many for each record: comparing is what takes the time, even of few. */
const ENTRIES_A_RECORD = 4;

/** After so many the comparison is compiled for good. */
const WARM_UP_COMPARISONS = 20_000;

export function openSession(request: DataRequest): SkillSession<Query> {
  const { queries, reference } = request.input === null ? drawMovies(request) : drawOwnRecords(request.input, request);
  warmUp(queries, reference);
  return {
    items: queries,
    invokeBatch: (items, context) => processItems(items, context, (query) => link(query, reference)),
  };
}

/** A cold process would make the records of a small scenario dearer than they are: compiling is none of their work. */
function warmUp(queries: readonly Query[], reference: Reference): void {
  for (let compared = 0, at = 0; compared < WARM_UP_COMPARISONS; compared += reference.length, at += 1) {
    const query = queries[at % queries.length];
    if (query === undefined || reference.length === 0) return;
    link(query, reference);
  }
}

function drawMovies({ seed, items: count, distribution }: DataRequest): LinkingTask {
  const { known, strangers } = readMovies();
  // beyond the number of films the table holds some twice, as merged tables do
  const films = drawIndices({ seed, count: count * ENTRIES_A_RECORD, poolSize: known.length, distribution: "uniform" });
  const drawn = drawIndices({ seed: seed + 1, count, poolSize: films.length, distribution });

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
    const record = corrupt(origin, corruptions, random);
    return { record, original: origin.title, truth: isStranger ? null : film };
  }

  return {
    queries: drawn.map((at, index) => drawQuery(films[at] ?? 0, index)),
    reference: films.map((film) => toReference(film, requireFilm(film))),
  };
}
