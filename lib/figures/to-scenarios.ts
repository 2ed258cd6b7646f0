import { mean, median } from "simple-statistics";
import type { FigurePoint, ScenarioFigures } from "../core/judgement/input.ts";
import { formatCount } from "../core/words/format.ts";
import { joinNames } from "../core/words/names.ts";
import { FiguresError, throwProblems } from "./figures-error.ts";
import { MAX_POINTS, MAX_SCENARIOS, ScenarioFile } from "./figures-schema.ts";
import type { Measurement } from "./measurement.ts";
import { findFall } from "./read-own-json.ts";
import type { Series } from "./series.ts";

/** One scenario: everything measured at one size, or, in a named series, under one name. */
type Group = { readonly key: string; readonly items: number; readonly measurements: readonly Measurement[] };

/** Turns a series into scenarios, ascending by size unless they have names. Measurements of one size are repeats. */
export function toScenarios(series: Series): {
  readonly scenarios: readonly ScenarioFigures[];
  readonly notes: readonly string[];
} {
  const groups = groupEntries(series);
  if (groups.length > MAX_SCENARIOS)
    throwProblems([`The figures have ${groups.length} sizes; the limit is ${MAX_SCENARIOS}.`]);
  const scenarios = groups.map((group) => toScenario(group, series.isNamed));
  throwProblems(scenarios.flatMap(({ problems }) => problems));
  return withoutZeroTimes(scenarios.map(({ figures }) => figures));
}

/** A time of 0 is shorter than the step of the clock: how much shorter, nobody knows. */
function withoutZeroTimes(all: readonly ScenarioFigures[]): ReturnType<typeof toScenarios> {
  const scenarios = all.filter(({ elapsedMs }) => elapsedMs > 0);
  if (scenarios.length === 0)
    throw new FiguresError(
      "Every time is 0, which is below the step of the clock. Repeat the work many times within one measurement, or give times with more digits.",
    );
  const left = all.filter(({ elapsedMs }) => elapsedMs === 0).map(({ label }) => label);
  if (left.length === 0) return { scenarios, notes: [] };
  return { scenarios, notes: [`left out size ${joinNames(left)}: a time of 0 is below the step of the clock`] };
}

function groupEntries({ entries, isNamed }: Series): readonly Group[] {
  const groups = new Map<string, { key: string; items: number; measurements: Measurement[] }>();
  for (const { size, measurement } of entries) {
    const items = size?.size ?? 0;
    const key = isNamed ? measurement.name : String(items);
    const group = groups.get(key) ?? { key, items, measurements: [] };
    group.measurements.push(measurement);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return isNamed ? all : all.toSorted((one, other) => one.items - other.items);
}

function toScenario(
  { key, items, measurements }: Group,
  isNamed: boolean,
): { readonly figures: ScenarioFigures; readonly problems: readonly string[] } {
  const [first] = measurements;
  const label = (first?.label ?? (isNamed ? key : formatCount(items))).slice(0, 120);
  const times = measurements.flatMap((each) => (each.repeatsMs.length > 0 ? each.repeatsMs : [each.elapsedMs]));
  const elapsedMs = median(times);
  const points = measurements.find((each) => each.points.length > 0)?.points ?? [];
  const itemsDone = first?.itemsDone ?? items;
  const figures: ScenarioFigures = {
    id: key,
    label,
    items,
    itemsDone,
    itemsFailed: toItemsFailed(measurements, itemsDone),
    elapsedMs,
    workMs: elapsedMs,
    quality: averageOf(measurements.map(({ quality }) => quality)),
    points: toPoints(points),
    // those below the step of the clock say nothing about the scatter of the others
    repeatsMs: times.length > 1 ? times.filter((ms) => ms > 0) : [],
    run: null,
  };
  const place = isNamed ? `scenario ${key}` : `size ${formatCount(items)}`;
  return {
    figures,
    problems: checkFigures({ id: key, label, items, elapsedMs }, points.length, measurements.length, place),
  };
}

/** What no single row shows: limits of computed values, and measurements that exclude each other. */
function checkFigures(
  file: Pick<ScenarioFile, "id" | "label" | "items" | "elapsedMs">,
  points: number,
  measurements: number,
  place: string,
): readonly string[] {
  const issues = ScenarioFile.safeParse(file).error?.issues ?? [];
  return [
    ...issues.map(({ path, message }) => `${place}, ${String(path[0] ?? "figures")}: ${message}`),
    ...(points > MAX_POINTS
      ? [`${place} has more than ${MAX_POINTS} points. Remove some: every tenth is enough.`]
      : []),
    ...(points > 0 && measurements > 1
      ? [`${place}: duplicate id; measurements with points cannot be repeats. Give each scenario a unique id.`]
      : []),
  ];
}

/** A share of failed runs or requests counts like that share of the items; it need not be a whole number of them. */
function toItemsFailed(measurements: readonly Measurement[], itemsDone: number): number | null {
  const counted = averageOf(measurements.map(({ itemsFailed }) => itemsFailed));
  if (counted !== null) return counted;
  const share = averageOf(measurements.map(({ failedShare }) => failedShare));
  return share === null ? null : share * itemsDone;
}

function averageOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

/** Points are cumulative; if their items do not increase, they are batches, which add up to the total. */
function toPoints(points: NonNullable<ScenarioFile["points"]>): readonly FigurePoint[] {
  const areBatches = findFall(points) !== -1;
  let [done, ms] = [0, 0];
  return points.map(({ items, elapsedMs }) => {
    [done, ms] = areBatches ? [done + items, ms + elapsedMs] : [items, elapsedMs];
    return { itemsDone: done, workMs: ms, atMs: null, quality: null };
  });
}
