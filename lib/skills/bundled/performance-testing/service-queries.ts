import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

const Movie = z.object({
  Title: z.union([z.string(), z.number()]).nullable(),
  "Major Genre": z.string().nullable(),
  Distributor: z.string().nullable(),
  "Worldwide Gross": z.union([z.number(), z.string()]).nullable(),
  "IMDB Rating": z.number().nullable(),
  "Release Date": z.string().nullable(),
});
const Car = z.object({
  Name: z.string(),
  Origin: z.string(),
  Horsepower: z.number().nullable(),
  Miles_per_Gallon: z.number().nullable(),
});

type Row = { readonly [column: string]: string | number | null };
export type Query = (parameters: URLSearchParams) => readonly Row[];

function readTable<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  const manifest = findPackageJSON("vega-datasets", import.meta.url);
  if (manifest === undefined) throw new Error("Package vega-datasets is not installed");
  return z.array(schema).parse(JSON.parse(readFileSync(join(dirname(manifest), "data", file), "utf8")));
}

/** The service's queries by path: filters, sorts and groups over whole tables, computed for every request. */
export function createQueries(): ReadonlyMap<string, Query> {
  const movies = readTable("movies.json", Movie).map((movie) => ({
    title: movie.Title,
    genre: movie["Major Genre"] ?? "",
    distributor: movie.Distributor ?? "",
    gross: Number(movie["Worldwide Gross"]) || 0,
    rating: movie["IMDB Rating"] ?? 0,
    year: Number(/\d{4}$/.exec(movie["Release Date"] ?? "")?.[0] ?? 0),
  }));
  const cars = readTable("cars.json", Car).map((car) => ({
    name: car.Name,
    origin: car.Origin,
    power: car.Horsepower ?? 0,
    milesPerGallon: car.Miles_per_Gallon ?? 0,
  }));
  return new Map<string, Query>([
    [
      "/movies",
      (ask) => {
        const genre = ask.get("genre");
        const found = movies.filter(
          (row) =>
            (genre === null || row.genre === genre) &&
            row.rating >= toNumber(ask, "minRating") &&
            row.year >= toNumber(ask, "after"),
        );
        return sortBy(found, ask.get("sort") ?? "rating").slice(0, toNumber(ask, "limit", 100));
      },
    ],
    ["/movies/groups", (ask) => groupBy(movies, ask.get("by") ?? "genre", "gross")],
    [
      "/cars",
      (ask) =>
        sortBy(
          cars.filter((row) => row.origin === ask.get("origin") && row.power >= toNumber(ask, "minPower")),
          ask.get("sort") ?? "power",
        ),
    ],
  ]);
}

function toNumber(ask: URLSearchParams, name: string, otherwise = 0): number {
  const asked = Number(ask.get(name) ?? otherwise);
  return Number.isFinite(asked) ? asked : otherwise;
}

function sortBy(rows: readonly Row[], column: string): Row[] {
  return rows.toSorted((a, b) => Number(b[column] ?? 0) - Number(a[column] ?? 0));
}

function groupBy(rows: readonly Row[], by: string, column: string): Row[] {
  const groups = Map.groupBy(rows, (row) => row[by] ?? null);
  const summed = [...groups].map(([key, members]) => ({
    key,
    count: members.length,
    sum: members.reduce((sum, row) => sum + Number(row[column] ?? 0), 0),
    median:
      members.map((row) => Number(row[column] ?? 0)).toSorted((a, b) => a - b)[Math.floor(members.length / 2)] ?? 0,
  }));
  return sortBy(summed, "sum");
}
