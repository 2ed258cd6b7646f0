import type { Growth } from "../run/judgement.ts";
import { countSucceeded, selectComparable } from "./figures.ts";
import type { ScenarioFigures } from "./input.ts";
import { shortfallText } from "./text/evidence.ts";

/** What a size must have before anything is claimed about it, and two sizes before they are compared. */
export const MINIMA = {
  items: 10,
  /** the largest size / the smallest */
  spread: 2,
  /** work time of a size in a run, in milliseconds */
  workMs: 10,
  /** time of a size in steps of the clock it was read from, if these show */
  clockSteps: 10,
} as const;

/** What is missing for a comparison. */
export type Shortfall = "sizes" | "items" | "time" | "spread";
/** Quality needs items; times need items and time. */
export type Measure = "quality" | "time";
export type Clock = Pick<Growth, "clockStepMs" | "excluded" | "holds">;

/** Whether enough items succeeded. A time alone needs no minimum: its size may be a number of threads. */
export function hasEnoughItems(scenario: ScenarioFigures): boolean {
  const { run, quality, itemsFailed } = scenario;
  const isTimeAlone = run === null && quality === null && (itemsFailed ?? 0) === 0;
  return isTimeAlone || countSucceeded(scenario) >= MINIMA.items;
}

/** Whether the work took long enough for its clock, and is no outlier and none of the sizes below those that growth holds for. */
export function hasEnoughTime(scenario: ScenarioFigures, clock: Clock): boolean {
  const { id, items, workMs } = scenario;
  const isOutlier = clock.excluded.some(({ scenarioId, reason }) => scenarioId === id && reason === "outlier");
  return !isOutlier && items >= (clock.holds?.fromItems ?? 0) && workMs >= computeLeastMs(scenario, clock);
}

/** The shortest work time that says something. */
function computeLeastMs({ run }: ScenarioFigures, { clockStepMs }: Clock): number {
  return Math.max(run === null ? 0 : MINIMA.workMs, (clockStepMs ?? 0) * MINIMA.clockSteps);
}

/** What is missing for a comparison, in words. */
export function explainShortfall(shortfall: Shortfall, scenarios: readonly ScenarioFigures[], clock: Clock): string {
  if (shortfall === "sizes") return shortfallText.sizes;
  return shortfallText[shortfall](MINIMA, Math.max(...scenarios.map((each) => computeLeastMs(each, clock))));
}

/** The sizes that count and have enough for a claim, smallest first. */
export function selectSubstantial(
  scenarios: readonly ScenarioFigures[],
  measure: Measure,
  clock: Clock,
): readonly ScenarioFigures[] {
  const counted = selectComparable(scenarios).filter(hasEnoughItems);
  return measure === "quality" ? counted : counted.filter((each) => hasEnoughTime(each, clock));
}

export type Pair = { readonly smallest: ScenarioFigures; readonly largest: ScenarioFigures };

/** The smallest and the largest size with enough for a claim, if they are far enough apart; else what is missing. */
export function selectPair(scenarios: readonly ScenarioFigures[], measure: Measure, clock: Clock): Pair | Shortfall {
  const [counted, substantial] = [selectComparable(scenarios), selectSubstantial(scenarios, measure, clock)];
  const pair = toPair(substantial);
  if (pair !== null && spreadOf(pair) >= MINIMA.spread) return pair;
  const whole = toPair(counted);
  if (whole === null || spreadOf(whole) === 1) return "sizes";
  if (spreadOf(whole) < MINIMA.spread) return "spread";
  return toPair(counted.filter(hasEnoughItems)) === null || counted.every((each) => hasEnoughTime(each, clock))
    ? "items"
    : "time";
}

function toPair(scenarios: readonly ScenarioFigures[]): Pair | null {
  const [smallest, ...larger] = scenarios;
  const largest = larger.at(-1);
  return smallest === undefined || largest === undefined ? null : { smallest, largest };
}

function spreadOf({ smallest, largest }: Pair): number {
  return largest.items / smallest.items;
}

/** Whether time falls as the size grows, as with workers or threads: then a size is no amount of work. */
export function isFalling({ kind, falling }: Pick<Growth, "kind" | "falling">): boolean {
  return kind === "falling" || falling !== null;
}
