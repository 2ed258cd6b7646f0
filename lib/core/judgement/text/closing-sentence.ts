import type { Factor, GrowthClass, Interval } from "../../run/judgement.ts";
import {
  capitalise,
  formatCount,
  formatDuration,
  formatQuantity,
  formatRoughMultiple,
  formatScore,
} from "../../words/format.ts";
import { joinNames, withVerb } from "../../words/names.ts";
import {
  describeEnd,
  describeFactor,
  describePower,
  formatPower,
  GROWTH_CLAUSES,
  joinClasses,
  labelExponent,
  toneOfEnd,
} from "./growth.ts";
import type { Noun } from "../../words/plural.ts";
import type { LoadLimit } from "../sizes/load-limit.ts";
import type { WorkerGain } from "../sizes/worker-gain.ts";
import type { Clause } from "./statement.ts";

/** How time grows; one that contrasts two sizes itself is not contrasted with quality too. */
export type TimeClause = Clause & { readonly hasContrast?: boolean };

/** How a clause begins that leaves the growth open. */
const OPEN = "how time grows is";

/** The one sentence of the closing slide: a clause about quality, one about time, and what limits both. */
export const headlineText = {
  allFailed: (isSameError: boolean, isAnythingSaved: boolean) =>
    `Every scenario failed${isSameError ? " with the same error" : ""}${isAnythingSaved ? "; completed work is saved" : ""}.`,
  allFailedByFaults: (isAnythingSaved: boolean) =>
    `Every scenario failed by an injected fault${isAnythingSaved ? "; completed work is saved" : ""}: nothing to judge.`,
  nothingYet: "No results yet.",
  nothing: "No results: nothing was finished.",
  /** quality null: there is none to speak of */
  sentence: (quality: Clause | null, time: TimeClause, aside: string) => {
    if (quality === null) return `${capitalise(time.text)}${aside}.`;
    const isDoubtful = [quality, time].some(({ tone }) => tone === "bad" || tone === "unsure");
    const isContrast = isDoubtful && quality.tone !== time.tone && time.hasContrast !== true;
    return `${capitalise(quality.text)}${isContrast ? ", but " : ", and "}${time.text}${aside}.`;
  },
  failed: (labels: readonly string[]) => `${joinNames(labels)} failed`,
  failedByFault: (labels: readonly string[]) => `${joinNames(labels)} failed by the injected fault`,
  soFar: " so far",
  partial: "; partial results",
} as const;

/** Quality of the smallest size against that of the largest. */
export const qualityClauses = {
  unknown: { text: "quality cannot be compared", tone: "unsure" },
  tooFewItems: { text: "there are too few items to compare quality", tone: "unsure" },
  drops: (from: number, to: number): Clause => ({
    text: `quality drops from ${formatScore(from)} to ${formatScore(to)}`,
    tone: "bad",
  }),
  rises: (from: number, to: number): Clause => ({
    text: `quality rises from ${formatScore(from)} to ${formatScore(to)}`,
    tone: "good",
  }),
  dropsWithinLimits: (from: number, to: number): Clause => ({
    text: `quality drops slightly, within limits (${formatScore(from)} to ${formatScore(to)})`,
    tone: "neutral",
  }),
  varies: { text: "quality varies between the sizes", tone: "bad" },
  holds: (from: number, to: number): Clause => ({
    text:
      formatScore(from) === formatScore(to)
        ? `quality holds at ${formatScore(from)}`
        : `quality holds (${formatScore(from)} to ${formatScore(to)})`,
    tone: "good",
  }),
} as const satisfies { readonly [name: string]: Clause | ((from: number, to: number) => Clause) };

/** How time grows with size. */
export const timeClauses = {
  knee: (exponentAfter: number, items: number, unit: string, isWorse: boolean): Clause => ({
    text: `${describeTurn(exponentAfter)} beyond ${formatCount(items)} ${unit}`,
    tone: isWorse ? "bad" : "neutral",
  }),
  sure: (
    growthClass: GrowthClass,
    end: Parameters<typeof describeEnd>[0],
    unit: Noun,
    fixedMs: number | null,
  ): Clause => {
    const { text, tone } = GROWTH_CLAUSES[growthClass];
    const fixed = growthClass === "1" ? "" : describeFixed(fixedMs);
    return { text: `${text}${fixed}${describeEnd(end, unit)}`, tone: toneOfEnd(end, tone) };
  },
  power: (power: Interval, fixedMs: number | null, rivals: readonly GrowthClass[]): Clause => {
    const { text, tone } = describePower(power);
    const like = `like ${formatPower(power)}${describeFixed(fixedMs)}`;
    if (rivals.length > 1)
      return { text: `time grows ${like}: ${joinClasses(rivals)} are too close to tell apart`, tone };
    return { text: text === "" ? `time grows ${like}` : `time growth is ${text}, ${like}`, tone };
  },
  falling: (speedup: number, bestItems: number, stops: boolean, unit: Noun): Clause => ({
    text: `time falls with size: ${formatRoughMultiple(speedup)}× as fast at ${formatQuantity(bestItems, unit)}${stops ? ", no gain beyond" : ""}`,
    tone: stops ? "neutral" : "good",
  }),
  /** where a size is a number of workers */
  workers: ({ fewest, best, loss, isPeak }: WorkerGain, unit: Noun): Clause => {
    const fastest = `${formatQuantity(best.items, unit)} ${best.items === 1 ? "is" : "are"} fastest`;
    const slower =
      loss === null ? "" : `${formatCount(loss.items)} take ${formatRoughMultiple(loss.timeMs / best.timeMs)}× as long`;
    if (best.items === fewest.items)
      return loss === null
        ? { text: `more ${unit.many} gain nothing`, tone: "neutral" }
        : { text: `${fastest}: more ${unit.many} slow it down, ${slower}`, tone: "bad" };
    const gain = `${fastest}, ${formatRoughMultiple(fewest.timeMs / best.timeMs)}× as fast as ${formatCount(fewest.items)}`;
    if (loss !== null) return { text: `${gain}; ${slower}`, tone: "neutral" };
    return isPeak ? { text: `${gain}; more gain nothing`, tone: "neutral" } : { text: gain, tone: "good" };
  },
  /** where a size is how many ask at once: up to where times hold, and how much longer the most take */
  load: ({ holdsTo, atMs, most }: LoadLimit, unit: Noun): Clause => {
    const holds = `times hold up to ${formatQuantity(holdsTo, unit)} (${formatDuration(atMs)})`;
    return most === null
      ? { text: holds, tone: "neutral" }
      : { text: `${holds}; ${formatCount(most.items)} take ${formatRoughMultiple(most.factor)}× as long`, tone: "bad" };
  },
  exponential: (factor: Factor, unit: Noun): Clause => ({
    text: `time grows ${factor.rises === true ? "faster than " : ""}exponentially: ${describeFactor(factor, unit)}`,
    tone: "bad",
  }),
  outlierBeyond: ({ text, tone }: Clause, label: string, factor: number): TimeClause =>
    factor > 1
      ? {
          text: `${text}, but ${label} takes ${formatRoughMultiple(factor)}× what that predicts`,
          tone: "bad",
          hasContrast: true,
        }
      : { text: `${text}, though ${label} takes less`, tone },
  twoSizes: (exponent: number): Clause => ({
    text: `time is ${labelExponent(exponent)} between the two sizes measured`,
    tone: "unsure",
  }),
  unclear: (power: Interval): Clause => ({
    text: `${OPEN} unclear: ${describeRange(power)}`,
    tone: "unsure",
  }),
  rivals: (classes: readonly GrowthClass[]): Clause => ({
    text: `${OPEN} unclear: ${joinClasses(classes)} are too close to tell apart`,
    tone: "unsure",
  }),
  unknown: { text: `${OPEN} unknown`, tone: "unsure" },
} as const;

function describeFixed(fixedMs: number | null): string {
  return fixedMs === null ? "" : ` after a fixed ${formatDuration(fixedMs)}`;
}

/** Widths of an interval beyond which its middle says nothing, and beyond which its ends say nothing either. */
const WIDE = 0.5;
const ENDLESS = 3;

/** "about n^1.1 (0.9 to 1.3)", "anything from n^0.1 to n^2.4 fits" */
function describeRange(power: Interval): string {
  const { low, high } = power;
  if (high - low > ENDLESS) return "the sizes measured fit almost any growth";
  return high - low <= WIDE
    ? `about ${formatPower(power)}`
    : `anything from n^${low.toFixed(1)} to n^${high.toFixed(1)} fits`;
}

function describeTurn(exponentAfter: number): string {
  const label = labelExponent(exponentAfter);
  if (label === "falling") return "time falls";
  return label === "constant" ? "time stays constant" : `time growth becomes ${label}`;
}

/** What is missing from the figures. */
export const partialText = {
  partial: (reason: "capped" | "live" | "ended", parts: readonly string[]) =>
    `${PARTIAL_REASONS[reason]}: ${parts.join(", ")}. Figures cover completed items only.`,
  some: (label: string, done: number, items: number, unit: string) =>
    `${label} has ${formatCount(done)} of ${formatCount(items)} ${unit}`,
  nothing: (labels: readonly string[]) => withVerb(labels, "has no results", "have no results"),
  failed: (label: string, unit: string) => `${label} failed with some of its ${unit} skipped`,
  cancelled: (label: string) => `${label} was cancelled`,
} as const;

const PARTIAL_REASONS = {
  capped: "Partial results, spending limit reached",
  live: "So far",
  ended: "Partial results",
} as const;
