import type { Factor, GrowthClass, Interval } from "../../run/judgement.ts";
import { capitalise, formatCount, formatFactor, formatQuantity, formatScore } from "../../words/format.ts";
import { joinNames, withVerb } from "../../words/names.ts";
import {
  describeEnd,
  describeFactor,
  describePower,
  formatPower,
  GROWTH_CLAUSES,
  labelExponent,
  toneOfEnd,
} from "./growth.ts";
import type { Noun } from "../../words/plural.ts";
import type { Clause } from "./statement.ts";

/** The one sentence of the closing slide: a clause about quality, one about time, and what limits both. */
export const headlineText = {
  allFailed: (isSameError: boolean, isAnythingSaved: boolean) =>
    `Every scenario failed${isSameError ? " with the same error" : ""}${isAnythingSaved ? "; completed work is saved" : ""}.`,
  allFailedByFaults: (isAnythingSaved: boolean) =>
    `Every scenario failed by an injected fault${isAnythingSaved ? "; completed work is saved" : ""}: nothing to judge.`,
  nothingYet: "No results yet.",
  nothing: "No results: nothing was finished.",
  /** quality null: there is none to speak of */
  sentence: (quality: Clause | null, time: Clause, aside: string) => {
    if (quality === null) return `${capitalise(time.text)}${aside}.`;
    const isContrast = quality.tone !== time.tone && [quality.tone, time.tone].includes("bad");
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
  sure: (growthClass: GrowthClass, end: Parameters<typeof describeEnd>[0], unit: Noun): Clause => {
    const { text, tone } = GROWTH_CLAUSES[growthClass];
    return { text: `${text}${describeEnd(end, unit)}`, tone: toneOfEnd(end, tone) };
  },
  power: (power: Interval): Clause => {
    const { text, tone } = describePower(power);
    return {
      text:
        text === "" ? `time grows like ${formatPower(power)}` : `time growth is ${text}, like ${formatPower(power)}`,
      tone,
    };
  },
  falling: (speedup: number, bestItems: number, stops: boolean, unit: Noun): Clause => ({
    text: `time falls with size: ${speedup.toFixed(1)}× as fast at ${formatQuantity(bestItems, unit)}${stops ? ", no gain beyond" : ""}`,
    tone: stops ? "neutral" : "good",
  }),
  exponential: (factor: Factor, unit: Noun): Clause => ({
    text: `time grows ${factor.rises === true ? "faster than " : ""}exponentially: ${describeFactor(factor, unit)}`,
    tone: "bad",
  }),
  outlierBeyond: ({ text, tone }: Clause, label: string, factor: number): Clause =>
    factor > 1
      ? { text: `${text}, but ${label} takes ${formatFactor(factor)}× what that predicts`, tone: "bad" }
      : { text: `${text}, though ${label} takes less`, tone },
  twoSizes: (exponent: number): Clause => ({
    text: `time is ${labelExponent(exponent)} between the two sizes measured`,
    tone: "unsure",
  }),
  unclear: (power: Interval): Clause => ({
    text: `growth is unclear, about ${formatPower(power)}`,
    tone: "unsure",
  }),
  unknown: { text: "growth is unknown", tone: "unsure" },
} as const;

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
