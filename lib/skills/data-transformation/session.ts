import { drawIndices } from "../../core/data.ts";
import type { DataRequest, SkillSession } from "../contract.ts";
import { createItemRandom, drawOne } from "../item-random.ts";
import { workThrough } from "../work-through.ts";
import { corrupt } from "./corrupt.ts";
import { link, MOST_CORRUPTIONS, STRANGER_SHARE, toReference, type LinkingTask, type Query } from "./linking.ts";
import { readMovies, type Movie } from "./movies.ts";
import { drawOwnRecords } from "./own-records.ts";

export function openSession(request: DataRequest): SkillSession<Query> {
  const { queries, reference } = request.input === null ? drawMovies(request) : drawOwnRecords(request.input, request);
  return {
    items: queries,
    invokeBatch: (items, context) => workThrough(items, context, (query) => link(query, reference)),
  };
}

function drawMovies({ seed, items: count, distribution }: DataRequest): LinkingTask {
  const { known, strangers } = readMovies();
  // beyond the number of films the table holds some twice, as merged tables do
  const films = drawIndices({ seed, count, poolSize: known.length, distribution: "uniform" });
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
    const record = corrupt(origin, corruptions, random);
    return { record, original: origin.title, truth: isStranger ? null : film };
  }

  return {
    queries: drawn.map((at, index) => drawQuery(films[at] ?? 0, index)),
    reference: films.map((film) => toReference(film, requireFilm(film))),
  };
}
