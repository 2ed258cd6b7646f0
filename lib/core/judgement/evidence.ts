import type { Growth } from "../run/judgement.ts";
import { isDoubtfulStep } from "./growth/clock-step.ts";
import { countSucceeded, selectComparable } from "./figures.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import { selectSizeKind } from "./sizes/size-kind.ts";
import { isBeyondFixedCost } from "./sizes/further-time.ts";
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
export type Clock = Pick<Growth, "clockStepMs" | "excluded" | "holds"> &
  Partial<Pick<Growth, "fixedCost" | "noise" | "times">>;

/** Whether enough items succeeded. A time alone needs no minimum: its size may be a number of threads. */
export function hasEnoughItems(scenario: ScenarioFigures): boolean {
  const { run, quality, itemsFailed } = scenario;
  const isTimeAlone = run === null && quality === null && (itemsFailed ?? 0) === 0;
  return isTimeAlone || countSucceeded(scenario) >= MINIMA.items;
}

/**
 * Whether the work took long enough for its clock and beside the fixed cost, and the size is none that growth excludes and none
 * of those below the sizes that growth holds for.
 */
export function hasEnoughTime(scenario: ScenarioFigures, clock: Clock): boolean {
  const { id, items } = scenario;
  const isExcluded = clock.excluded.some(({ scenarioId }) => scenarioId === id);
  return !isExcluded && items >= (clock.holds?.fromItems ?? 0) && isLongEnough(scenario, clock);
}

function isLongEnough(scenario: ScenarioFigures, clock: Clock): boolean {
  return scenario.workMs >= computeLeastMs(scenario, clock) && isBeyondFixedCost(scenario, clock.fixedCost ?? null);
}

/** The shortest work time that says something. */
function computeLeastMs({ run }: ScenarioFigures, clock: Clock): number {
  const stepMs = isDoubtfulStep(clock) ? 0 : (clock.clockStepMs ?? 0);
  return Math.max(run === null ? 0 : MINIMA.workMs, stepMs * MINIMA.clockSteps);
}

/** Whether the times are no measurement, because recorded answers were replayed at a set pace. */
export function hasSetTimes({ excluded }: Pick<Growth, "excluded">): boolean {
  return excluded.some(({ reason }) => reason === "set-times");
}

/** What is missing for a comparison, in words. */
export function explainShortfall(shortfall: Shortfall, scenarios: readonly ScenarioFigures[], clock: Clock): string {
  if (shortfall === "sizes") return shortfallText.sizes;
  const fixedCost = clock.fixedCost ?? null;
  if (shortfall === "time" && fixedCost !== null && scenarios.some((each) => !isBeyondFixedCost(each, fixedCost)))
    return shortfallText.fixedCost(fixedCost.value);
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

/** Whether a size is an amount of work, so that a time per item means something. */
export function isAmountOfWork(input: Pick<JudgementInput, "unit" | "scenarios">, growth: Growth): boolean {
  return !isFalling(growth) && !isHardlyGrowing(input, growth) && selectSizeKind(input, false) === "work";
}

/** Whether the times of a file hardly depend on size, as those of a look-up: then a size is probably what is searched, not work. */
export function isHardlyGrowing({ scenarios }: Pick<JudgementInput, "scenarios">, growth: Growth): boolean {
  const { kind, growthClass, holds } = growth;
  const isFlat = kind === "class" && holds === null && (growthClass === "1" || growthClass === "log n");
  return isFlat && scenarios.every(({ run }) => run === null);
}

/** Whether time falls as the size grows, as with workers or threads: then a size is no amount of work. */
export function isFalling({ kind, falling }: Pick<Growth, "kind" | "falling">): boolean {
  return kind === "falling" || falling !== null;
}
