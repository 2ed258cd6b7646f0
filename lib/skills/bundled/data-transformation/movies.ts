import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

/** The fields used to compare two films. */
export type Movie = {
  readonly title: string;
  readonly year: number | null;
  readonly director: string;
  readonly distributor: string;
};

const Row = z.object({
  // a few titles are numbers: 300, 1776
  Title: z.union([z.string(), z.number()]).nullable(),
  "Release Date": z.string().nullable(),
  Director: z.string().nullable(),
  Distributor: z.string().nullable(),
});

/** Every ninth film is excluded from all reference tables, so a query for it has no match. */
const STRANGER_EVERY = 9;

/** The films of vega-datasets in order, split into candidates for the reference table and strangers. */
export function readMovies(): { readonly known: readonly Movie[]; readonly strangers: readonly Movie[] } {
  const movies = z
    .array(Row)
    .parse(JSON.parse(readFileSync(locateTable(), "utf8")))
    .flatMap(toMovie);
  return {
    known: movies.filter((_, at) => at % STRANGER_EVERY !== 0),
    strangers: movies.filter((_, at) => at % STRANGER_EVERY === 0),
  };
}

function locateTable(): string {
  const manifest = findPackageJSON("vega-datasets", import.meta.url);
  if (manifest === undefined) throw new Error("Package vega-datasets is not installed");
  return join(dirname(manifest), "data", "movies.json");
}

function toMovie(row: z.infer<typeof Row>): Movie[] {
  if (row.Title === null) return [];
  const year = Number(/\d{4}$/.exec(row["Release Date"] ?? "")?.[0] ?? Number.NaN);
  return [
    {
      title: String(row.Title),
      year: Number.isNaN(year) ? null : year,
      director: row.Director ?? "",
      distributor: row.Distributor ?? "",
    },
  ];
}
