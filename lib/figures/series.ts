import { formatCount } from "../core/words/format.ts";
import { FiguresError, quote } from "./figures-error.ts";
import type { Measurement, Parameter } from "./measurement.ts";

/** Measurements of one thing that differ in one size. */
export type Series = {
  readonly title: string;
  /** the parameter that is the size; null: the file names none */
  readonly sizeName: string | null;
  readonly entries: readonly { readonly size: Parameter | null; readonly measurement: Measurement }[];
  /** names tell the scenarios apart, instead of their sizes */
  readonly isNamed: boolean;
};

const SHOWN_SERIES = 20;
const PROGRESS_HINT =
  "\nIf the rows are the progress of single measurements, give the columns items (the total) and items_done.";

/** Selects the series to judge: the one that the user names, else the only one with several sizes. */
export function selectSeries(all: readonly Series[], wanted: string | undefined, isOwn: boolean): Series {
  if (wanted !== undefined) return findSeries(all, wanted);
  const several = all.filter((series) => countSizes(series) > 1);
  const candidates = several.length > 0 ? several : all;
  const [first] = candidates;
  if (first !== undefined && candidates.length === 1) return first;
  if (several.length > 0)
    throw new FiguresError(
      `The figures hold ${several.length} series. Choose one with --series:\n${listSeries(several)}${isOwn ? PROGRESS_HINT : ""}`,
    );
  throw new FiguresError(
    all.every(({ sizeName }) => sizeName === null)
      ? `The figures name no sizes. Measure with a parameter, such as --parameter-list n 1000,2000,4000 of hyperfine or ->Range() of google-benchmark, or give one file per size with the size in its name. Found:\n${listSeries(all)}`
      : `None of these has more than one size, so there is no growth to judge. Choose one with --series, or give more files:\n${listSeries(all)}`,
  );
}

function findSeries(all: readonly Series[], wanted: string): Series {
  const lower = wanted.trim().toLowerCase();
  const exact = all.filter(({ title }) => title.toLowerCase() === lower);
  const found = exact.length > 0 ? exact : all.filter(({ title }) => title.toLowerCase().includes(lower));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new FiguresError(
    found.length === 0
      ? `There is no series ${quote(wanted)}. Choose one of:\n${listSeries(all)}`
      : `${quote(wanted)} fits ${found.length} series. Choose one of:\n${listSeries(found)}`,
  );
}

function listSeries(all: readonly Series[]): string {
  const lines = all.slice(0, SHOWN_SERIES).map((series) => {
    const sizes = countSizes(series);
    const runs = sizes === 0 ? "no size" : sizes === 1 ? "1 size" : `${formatCount(sizes)} sizes`;
    return `  ${series.title === "" ? "(no name)" : series.title}: ${runs}`;
  });
  return [...lines, ...(all.length > lines.length ? [`  and ${all.length - lines.length} more`] : [])].join("\n");
}

export function countSizes({ entries }: Series): number {
  return new Set(entries.flatMap(({ size }) => (size === null ? [] : [size.size]))).size;
}

/** Splits measurements into series: by name, and where several parameters vary by all but one of them. */
export function splitSeries(measurements: readonly Measurement[], namesAreScenarios: boolean): readonly Series[] {
  const groups = groupBy(measurements, ({ name }) => name);
  const all = [...groups].flatMap(([name, group]) => splitGroup(name, group));
  const isScenario = all.every(
    (series) => countSizes(series) === 1 && series.entries.every(({ size }) => size !== null),
  );
  if (!namesAreScenarios || !isScenario || groups.size < 2) return all;
  const [first] = all;
  const isOneSize = new Set(all.map(({ sizeName }) => sizeName)).size === 1;
  return [
    {
      title: "",
      sizeName: isOneSize ? (first?.sizeName ?? null) : null,
      entries: all.flatMap(({ entries }) => entries),
      isNamed: true,
    },
  ];
}

function splitGroup(name: string, group: readonly Measurement[]): readonly Series[] {
  const names = [...new Set(group.flatMap(({ parameters }) => parameters.map((parameter) => parameter.name)))];
  const varying = names.filter((each) => new Set(group.map((one) => textOf(one, each))).size > 1);
  const sizes = varying.filter((each) => group.every((one) => (sizeOf(one, each)?.size ?? null) !== null));
  if (sizes.length === 0) {
    const fixed = names.find((each) => group.every((one) => (sizeOf(one, each)?.size ?? null) !== null)) ?? null;
    return [...groupBy(group, (one) => describeOthers(one, varying))].map(([others, part]) =>
      toSeries(name + others, fixed, part),
    );
  }
  const split = sizes.flatMap((size) => {
    const others = varying.filter((each) => each !== size);
    return [...groupBy(group, (one) => describeOthers(one, others))].map(([fixed, part]) =>
      toSeries(`${name}${fixed}${sizes.length > 1 ? ` by ${size}` : ""}`.trim(), size, part),
    );
  });
  const several = split.filter((series) => countSizes(series) > 1);
  // parameters that only vary together, such as n and its square: the first is the size
  return several.length > 0 ? several : [toSeries(name, sizes[0] ?? null, group)];
}

function toSeries(title: string, sizeName: string | null, group: readonly Measurement[]): Series {
  const entries = group.map((measurement) => ({
    size: sizeName === null ? null : sizeOf(measurement, sizeName),
    measurement,
  }));
  return { title, sizeName, entries, isNamed: false };
}

/** " (mode=sorted, threads=4)": the parameters that tell one series from another. */
function describeOthers(measurement: Measurement, names: readonly string[]): string {
  if (names.length === 0) return "";
  return ` (${names.map((name) => `${name}=${textOf(measurement, name) ?? "none"}`).join(", ")})`;
}

function sizeOf({ parameters }: Measurement, name: string): Parameter | null {
  return parameters.find((parameter) => parameter.name === name) ?? null;
}

function textOf(measurement: Measurement, name: string): string | null {
  return sizeOf(measurement, name)?.text ?? null;
}

function groupBy<Value>(values: readonly Value[], toKey: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = toKey(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
