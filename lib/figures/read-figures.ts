import type { JudgementInput, ScenarioFigures } from "../core/judgement/input.ts";
import { formatCount } from "../core/words/format.ts";
import { joinNames } from "../core/words/names.ts";
import type { Noun } from "../core/words/plural.ts";
import { FiguresError } from "./figures-error.ts";
import type { FigureReading, FigureSource, Measurement, ReadFiguresOptions } from "./measurement.ts";
import { ITEMS, parseNoun, toCountedNoun } from "./nouns.ts";
import { findSizesInNames } from "./parameters.ts";
import { readFile } from "./read-file.ts";
import { countSizes, selectSeries, splitSeries, type Series } from "./series.ts";
import { toScenarios } from "./to-scenarios.ts";

/** The figures to judge, and how the files were understood. */
export type ReadFigures = { readonly input: JudgementInput; readonly notes: readonly string[] };

/**
 * Reads figures from files of any known format. Several files are read as one: of one tool, each with one size or more.
 * Throws a FiguresError that says what is wrong, or which choice is left to the user.
 */
export async function readFigures(
  files: readonly FigureSource[],
  options: ReadFiguresOptions = {},
): Promise<ReadFigures> {
  const chosenUnit = options.unit === undefined ? null : parseNoun(options.unit);
  const readings: FigureReading[] = [];
  for (const file of files) readings.push(await readFile(file, options));
  const { measurements, notes: sizeNotes } = nameSizes(files, readings);
  const namesAreScenarios = readings.every((reading) => reading.namesAreScenarios);
  const isOwn = readings.every(({ tool }) => tool === null);
  const all = splitSeries(measurements, namesAreScenarios);
  const { series, notes: zeroNotes } = withoutZero(selectSeries(all, options.series, isOwn), isOwn);
  const { scenarios, notes: clockNotes } = toScenarios(series);
  const notes = [
    ...describeTools(readings, series, scenarios),
    ...listNotes(files, readings),
    ...sizeNotes,
    ...zeroNotes,
    ...clockNotes,
    ...describeOthers(all, series),
  ];
  return { input: toInput(scenarios, chosenUnit ?? findUnit(readings, series)), notes: [...new Set(notes)] };
}

function toInput(scenarios: readonly ScenarioFigures[], unit: Noun): JudgementInput {
  return {
    scenarios,
    unit,
    prices: null,
    estimate: null,
    isLive: false,
    capped: false,
    skillChanged: null,
    projections: [],
  };
}

function findUnit(readings: readonly FigureReading[], { sizeName }: Series): Noun {
  const named = readings.find(({ unit }) => unit !== null)?.unit;
  return named ?? toCountedNoun(sizeName ?? "") ?? ITEMS;
}

/** Where measurements have no size, takes it from their names or from the names of the files, if these differ in one number. */
function nameSizes(
  files: readonly FigureSource[],
  readings: readonly FigureReading[],
): { readonly measurements: readonly Measurement[]; readonly notes: readonly string[] } {
  const all = readings.flatMap(({ measurements }, file) => measurements.map((measurement) => ({ measurement, file })));
  const measurements = all.map(({ measurement }) => measurement);
  if (measurements.some(({ parameters }) => parameters.some(({ size }) => size !== null)))
    return { measurements, notes: [] };
  const inNames = findSizesInNames(measurements.map(({ name }) => name));
  const byFile = findSizesInNames(files.map(({ name }) => name.replace(/\.\w+$/, "")));
  const source = inNames.some((found) => found !== null) ? "the commands" : "the names of the files";
  const sized = all.map(({ measurement, file }, at) => {
    const found = source === "the commands" ? inNames[at] : byFile[file];
    if (found == null) return measurement;
    const name = source === "the commands" ? found.base : measurement.name;
    return { ...measurement, name, parameters: [...measurement.parameters, found.size] };
  });
  const isSized = sized.some(({ parameters }) => parameters.some(({ size }) => size !== null));
  return { measurements: sized, notes: isSized ? [`took the sizes from ${source}`] : [] };
}

/** Tools often measure a size of 0 too, which has no place in a growth. */
function withoutZero(series: Series, isOwn: boolean): { readonly series: Series; readonly notes: readonly string[] } {
  if (series.entries.some(({ size }) => size === null))
    throw new FiguresError(
      `${series.title === "" ? "The figures name" : `${series.title} names`} no size. Measure with a parameter, or give one file per size with the size in its name.`,
    );
  const entries = series.entries.filter(({ size }) => size?.size !== 0);
  if (isOwn || entries.length === series.entries.length || entries.length === 0) return { series, notes: [] };
  return { series: { ...series, entries }, notes: ["left out the size 0"] };
}

/** "read 2 hyperfine exports: 5 sizes by parameter n, 10 runs each, medians" */
function describeTools(
  readings: readonly FigureReading[],
  series: Series,
  scenarios: readonly ScenarioFigures[],
): readonly string[] {
  const tools = [...new Set(readings.flatMap(({ tool }) => tool ?? []))];
  const runs = [...new Set(scenarios.map(({ repeatsMs }) => repeatsMs.length))];
  const isRepeated = runs.some((count) => count > 1);
  if (tools.length === 0 && !isRepeated && (series.isNamed || scenarios.length < 2 || series.title === "")) return [];
  const read =
    tools.length === 0
      ? "read"
      : `read ${readings.length > 1 ? `${readings.length} files (${joinNames(tools)})` : tools.join("")}:`;
  const of = series.title === "" ? "" : ` of ${series.title}`;
  const by = series.sizeName === null || series.sizeName === "" || tools.length === 0 ? "" : ` by ${series.sizeName}`;
  const sizes = `${formatCount(countSizes(series))} ${countSizes(series) === 1 ? "size" : "sizes"}${of}${by}`;
  return [`${read} ${sizes}${isRepeated ? `, ${describeRuns(runs)}, medians` : ""}`];
}

function describeRuns(runs: readonly number[]): string {
  const counts = runs.map((count) => Math.max(count, 1));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${most} runs each` : `${least} to ${most} runs each`;
}

/** The series that are not judged. */
function describeOthers(all: readonly Series[], chosen: Series): readonly string[] {
  const others = all.filter(({ title }) => title !== chosen.title).map(({ title }) => title || "rows without a name");
  if (others.length === 0) return [];
  const shown = others.slice(0, 5);
  return [
    `not judged: ${joinNames([...shown, ...(others.length > shown.length ? [`${others.length - shown.length} more`] : [])])}`,
  ];
}

/** The notes of each file, with its name unless they hold for all files. */
function listNotes(files: readonly FigureSource[], readings: readonly FigureReading[]): readonly string[] {
  const isShared = (note: string): boolean => readings.every(({ notes }) => notes.includes(note));
  return readings.flatMap(({ notes }, at) =>
    notes.map((note) => (isShared(note) ? note : `${files[at]?.name ?? ""}: ${note}`)),
  );
}
