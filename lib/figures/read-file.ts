import { describeInputProblem } from "../core/inputs/problem.ts";
import { decodeText } from "../input/decode-text.ts";
import { UnreadableInputError } from "../input/raw-row.ts";
import { isFiguresHeader } from "./choose-columns.ts";
import { FiguresError } from "./figures-error.ts";
import type { FigureReading, FigureSource, ReadFiguresOptions } from "./measurement.ts";
import { parseJson } from "./parse-json.ts";
import { isGoogleBenchmarkHeader, readGoogleBenchmarkCsv, readGoogleBenchmarkJson } from "./read-google-benchmark.ts";
import { isHyperfineHeader, readHyperfineCsv, readHyperfineJson } from "./read-hyperfine.ts";
import { isJmhHeader, readJmhCsv, readJmhJson } from "./read-jmh.ts";
import { readK6 } from "./read-k6.ts";
import { readOwnJson } from "./read-own-json.ts";
import { readTable } from "./read-table.ts";
import { readCsvTable, toTable, type Table } from "./table.ts";
import { isGoBench, readGoBench } from "./read-go-bench.ts";
import { readPytestBenchmark } from "./read-pytest-benchmark.ts";

type Names = readonly string[];

const OWN_FIELDS = ["id", "items", "elapsedMs", "points"];

/** CSV exports by their header; the first that fits reads the table. */
const CSV_FORMATS: readonly {
  readonly fits: (names: Names) => boolean;
  readonly read: (table: Table, options: ReadFiguresOptions) => FigureReading;
}[] = [
  { fits: isHyperfineHeader, read: readHyperfineCsv },
  { fits: isJmhHeader, read: readJmhCsv },
  { fits: isGoogleBenchmarkHeader, read: readGoogleBenchmarkCsv },
  { fits: isFiguresHeader, read: readTable },
];

/** Reads one file in any of the formats, detected by its content. Throws a FiguresError that names the file. */
export async function readFile(source: FigureSource, options: ReadFiguresOptions): Promise<FigureReading> {
  const { name, bytes } = source;
  try {
    const text = decodeText(bytes);
    return /^\s*[{[]/.test(text) ? readJson(parseJson(text), options) : await readText(text, options);
  } catch (error) {
    const message =
      error instanceof UnreadableInputError
        ? describeInputProblem(error.problem)
        : error instanceof FiguresError
          ? error.message
          : null;
    if (message === null) throw error;
    throw new FiguresError(message.replaceAll(/^(?! |and \d+ more$)/gm, `${name}: `), { cause: error });
  }
}

async function readText(text: string, options: ReadFiguresOptions): Promise<FigureReading> {
  if (isGoBench(text)) return readGoBench(text);
  const table = await readCsvTable(text, (names) => CSV_FORMATS.some(({ fits }) => fits(names)));
  const format = CSV_FORMATS.find(({ fits }) => fits(table.columns));
  return (format?.read ?? readTable)(table, options);
}

function readJson(document: unknown, options: ReadFiguresOptions): FigureReading {
  const first: unknown = Array.isArray(document) ? document[0] : null;
  if (hasKeys(first, "benchmark", "primaryMetric")) return readJmhJson(document);
  if (hasKeys(document, "results") && hasKeys(firstOf(document["results"]), "command", "mean"))
    return readHyperfineJson(document);
  if (hasKeys(document, "benchmarks") && hasKeys(firstOf(document["benchmarks"]), "name", "stats"))
    return readPytestBenchmark(document);
  if (hasKeys(document, "benchmarks") && hasKeys(firstOf(document["benchmarks"]), "name"))
    return readGoogleBenchmarkJson(document);
  if (hasKeys(document, "metrics")) return readK6(document);
  // records with our own fields are checked by our own schema, which also knows points
  const isOwn = hasKeys(first, "items") && hasKeys(first, "elapsedMs") && hasKeys(first, "id");
  if (Array.isArray(document) && !isOwn && document.every(isFlatRecord) && isFiguresHeader(toTable(document).columns))
    return readTable(toTable(document), options);
  if (
    !isOwn &&
    Array.isArray(document) &&
    document.every(isFlatRecord) &&
    !OWN_FIELDS.some((field) => hasKeys(first, field))
  )
    return readTable(toTable(document), options);
  if (!hasKeys(document, "scenarios") && !Array.isArray(document))
    throw new FiguresError(
      'This JSON is of no known format (scenarios: must be a list of scenarios). Known are exports of hyperfine, google-benchmark, JMH, k6 and pytest-benchmark, a list of records such as {"n": 1000, "time_ms": 12}, and {"scenarios": [...]}.',
    );
  return readOwnJson(document);
}

function hasKeys<Key extends string>(
  value: unknown,
  ...keys: readonly Key[]
): value is { readonly [key in Key]: unknown } {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : null;
}

function isFlatRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((field) => typeof field !== "object" || field === null)
  );
}
