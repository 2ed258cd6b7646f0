import type { Distribution } from "../../../core/run/spec.ts";
import type { JsonObject } from "../../../core/kit/json.ts";
import { createItemRandom } from "../../contract/item-random.ts";
import { corrupt } from "./corrupt.ts";
import { RecordRow } from "./input.ts";
import { MOST_CORRUPTIONS, STRANGER_SHARE, toReference, type LinkingTask, type Query } from "./linking.ts";
import type { Movie } from "./movies.ts";

/**
 * Creates queries and the reference table from uploaded records, one item per record. A seeded share of them is excluded from
 * the table, so that their queries have no match. Duplicate records count as one.
 */
export function drawOwnRecords(
  rows: readonly JsonObject[],
  { seed, distribution }: { readonly seed: number; readonly distribution: Distribution },
): LinkingTask {
  const records = rows.map((row) => toRecord(row));
  const identities = identify(records);
  const isStranger = (index: number) => createItemRandom(seed, index)() < STRANGER_SHARE;
  const reference = records.flatMap((record, index) =>
    isStranger(index) ? [] : [toReference(identities[index] ?? index, record)],
  );
  const known = new Set(reference.map(({ film }) => film));
  const queries = records.map((record, index): Query => {
    const random = createItemRandom(seed, index);
    random();
    const corruptions = 1 + Math.floor(random() * MOST_CORRUPTIONS[distribution]);
    const film = identities[index] ?? index;
    return {
      record: corrupt(record, corruptions, random),
      original: record.title,
      truth: known.has(film) ? film : null,
    };
  });
  return { queries, reference };
}

function toRecord(row: JsonObject): Movie {
  const { title, year, director, distributor } = RecordRow.parse(row);
  return { title, year, director: director ?? "", distributor: distributor ?? "" };
}

/** For each record, the index of its first duplicate (or itself). */
function identify(records: readonly Movie[]): number[] {
  const first = new Map<string, number>();
  return records.map((record, index) => {
    const key = JSON.stringify([record.title, record.year, record.director, record.distributor]);
    const before = first.get(key) ?? index;
    first.set(key, before);
    return before;
  });
}
