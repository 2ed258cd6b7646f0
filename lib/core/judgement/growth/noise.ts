import { rootMeanSquare, sum } from "simple-statistics";
import { evenResiduals } from "./fit.ts";
import { GROWTH_CLASSES } from "../../run/judgement.ts";
import type { ScenarioFigures } from "../input.ts";
import type { Stretch } from "./stretches.ts";

const MIN_STRETCHES = 4;
const MAX_GROUPS = 8;
const WORKER_ERROR = 0.25;
/** Relative error assumed for a time without points. */
const ASSUMED_ERROR = 0.05;

/**
 * Relative standard error of a scenario's total time, from its stretches: the smaller of two estimates, since the scatter
 * may come from the work or only from the clock. Work: √(g/(g−1) · Σ ½(r₂−r₁)²·n²) over up to 8 groups of neighbours with
 * time per item r and n items (batch means with successive differences, so that a trend is not counted as noise). Clock:
 * distance of the points from the closest growth curve through them, in logarithms. Null below 4 stretches.
 */
export function computeTimeError(stretches: readonly Stretch[]): number | null {
  const totalMs = sum(stretches.map(({ ms }) => ms));
  if (stretches.length < MIN_STRETCHES || !(totalMs > 0)) return null;
  return Math.min(errorOfWork(stretches) / totalMs, errorOfClock(stretches));
}

function errorOfWork(stretches: readonly Stretch[]): number {
  const groups = toGroups(stretches);
  const squares = groups.slice(1).map((group, i) => {
    const before = groups[i] ?? group;
    return ((group.ms / group.items - before.ms / before.items) * ((group.items + before.items) / 2)) ** 2 / 2;
  });
  return Math.sqrt((sum(squares) * groups.length) / (groups.length - 1));
}

function toGroups(stretches: readonly Stretch[]): { items: number; ms: number }[] {
  const count = Math.min(MAX_GROUPS, Math.floor(stretches.length / 2));
  const groups = Array.from({ length: count }, () => ({ items: 0, ms: 0 }));
  for (const [index, { fromItem, toItem, ms }] of stretches.entries()) {
    const group = groups[Math.floor((index * count) / stretches.length)];
    if (group === undefined) continue;
    group.items += toItem - fromItem;
    group.ms += ms;
  }
  return groups;
}

function errorOfClock(stretches: readonly Stretch[]): number {
  const start = stretches[0]?.fromItem ?? 0;
  let ms = 0;
  const readings = stretches.map((stretch) => ({ items: stretch.toItem - start, ms: (ms += stretch.ms) }));
  const errors = GROWTH_CLASSES.flatMap((growthClass) => {
    const residuals = evenResiduals(growthClass, readings);
    return residuals === null ? [] : [rootMeanSquare(residuals)];
  });
  return Math.sqrt(readings.length / (readings.length - 1)) * Math.min(...errors, 1);
}

/**
 * The errors of all scenarios, in order; an unknown one is derived from the largest known one with error ∝ 1/√items. Null
 * when none is known.
 */
export function fillTimeErrors(
  known: readonly { readonly items: number; readonly error: number | null }[],
): readonly number[] | null {
  const perItemErrors = known.flatMap(({ items, error }) => (error === null ? [] : error ** 2 * items));
  if (perItemErrors.length === 0) return null;
  const perItem = Math.max(...perItemErrors);
  return known.map(({ items, error }) => error ?? Math.min(1, Math.sqrt(perItem / items)));
}

/**
 * Workers side by side share caches, memory bandwidth and clock speed, which may make an item about a quarter slower. A
 * scenario with more workers than the fewest therefore gets the error √(scatter² + 0.25²). Null when all worker counts are
 * equal and the scatter is unknown.
 */
export function addWorkerErrors(
  timed: readonly { readonly scenario: ScenarioFigures }[],
  scatter: readonly number[] | null,
): readonly number[] | null {
  const workers = timed.map(({ scenario }) => scenario.run?.concurrency ?? 1);
  const fewest = Math.min(...workers);
  if (workers.every((count) => count === fewest)) return scatter;
  return workers.map((count, i) => Math.hypot(scatter?.[i] ?? ASSUMED_ERROR, count > fewest ? WORKER_ERROR : 0));
}
