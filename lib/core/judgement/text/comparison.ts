import type { ComparedMeasure, Interval, Statement } from "../../run/judgement.ts";
import {
  capitalise,
  formatDuration,
  formatErrorShare,
  formatRough,
  formatRoughMultiple,
  formatScore,
} from "../../words/format.ts";
import { formatMoney, joinNames } from "../../words/names.ts";
import type { Noun } from "../../words/plural.ts";
import type { Clause } from "./statement.ts";

type Id = ComparedMeasure["id"];
export type Named = { readonly label: string; readonly value: number };

/** ".96", "1.4 % failed", "12 ms per mail", "0.0021 EUR per mail": a figure of a variant. */
export function formatCompared({ id, unit }: Pick<ComparedMeasure, "id" | "unit">, value: number, one: string): string {
  const amount = formatAmount(unit, value);
  if (id === "quality") return amount;
  return id === "failures" ? `${amount} failed` : `${amount} per ${one}`;
}

/** ".96", "1.4 %", "12 ms", "840 tokens", "1.2 s of compute", "0.0021 EUR" */
export function formatAmount(unit: string, value: number): string {
  if (unit === "score") return formatScore(value);
  if (unit === "share") return formatErrorShare(value);
  if (unit === "ms") return formatDuration(value);
  if (unit === "s") return `${formatDuration(value * 1_000)} of compute`;
  return unit === "tokens" ? `${formatRough(value)} tokens` : formatMoney(value, unit);
}

/** The best of several, the next one, and how far they are apart: quality and failures as a difference, time and cost as a ratio ≥1. */
export type Lead = {
  readonly best: Named;
  readonly next: Named;
  readonly difference: Interval;
  /** of all variants that are compared */
  readonly count: number;
};

/** What the comparison of one measure says, each a sentence. */
export const comparisonText = {
  growth: "Growth is not measured: all variants have the same size.",
  failedScore: (unit: Noun) => `A failed ${unit.one} scores 0.`,
  withoutCompute: "Compute time is left out: answers were replayed at a set pace.",
  /** one leads */
  leads: (measure: Pick<ComparedMeasure, "id" | "unit">, { best, next, difference, count }: Lead, unit: Noun) => {
    const [own, other] = [best, next].map(({ value }) => formatCompared(measure, value, unit.one));
    const nextOne = count > 2 ? `the next, ${next.label},` : next.label;
    const range = describeRange(measure.id, difference);
    if (measure.id === "quality")
      return `${best.label} leads in quality: ${own} against ${other} of ${next.label}${count > 2 ? ", the next" : ""} (${range}).`;
    if (measure.id === "failures")
      return `${best.label} fails least: ${formatErrorShare(best.value)} of ${unit.many}; ${nextOne} ${formatErrorShare(next.value)} (${range}).`;
    const multiple = formatRoughMultiple(difference.value);
    return measure.id === "time"
      ? `${best.label} is ${multiple}× as fast as ${nextOne.replace(/,$/, "")}: ${own} against ${other} (${range}).`
      : `${best.label} costs least: ${own}; ${nextOne} costs ${multiple}× as much, ${other} (${range}).`;
  },
  equal: (measure: Pick<ComparedMeasure, "id" | "unit">, all: readonly Named[], unit: Noun) =>
    `No clear difference in ${measure.id}: ${listFigures(measure, all, unit)}.`,
  /** several lead together */
  group: (
    measure: Pick<ComparedMeasure, "id" | "unit">,
    leaders: readonly Named[],
    others: readonly Named[],
    unit: Noun,
  ) =>
    `${joinNames(leaders.map(({ label }) => label))} ${measure.id === "failures" ? "fail least" : `lead in ${measure.id}`}, with no clear difference between them (${listFigures(measure, leaders, unit)}); behind: ${listFigures(measure, others, unit)}.`,
  notCompared: (id: Id, why: keyof typeof REASONS) => `${capitalise(id)} is not compared: ${REASONS[why]}.`,
} as const;

const REASONS = {
  variants: "it takes two variants that finished at least ten items and a tenth of theirs",
  noQuality: "no quality was measured for all variants",
  live: "the results are compared at the end of the run",
  time: "the run is too short for enough measurements",
  cost: "no cost was measured for all variants",
  setTimes: "answers were replayed at a set pace",
} as const;
export type NotCompared = keyof typeof REASONS;

/** ".03 to .07 more", "1 % to 4 % more", "1.7× to 1.9×" */
function describeRange(id: Id, { low, high }: Interval): string {
  if (id === "quality") return `${formatScore(Math.max(0, low))} to ${formatScore(high)} more`;
  if (id === "failures") return `${formatErrorShare(Math.max(0, low))} to ${formatErrorShare(high)} more`;
  return `${formatRoughMultiple(low)}× to ${formatRoughMultiple(high)}×`;
}

function listFigures(measure: Pick<ComparedMeasure, "id" | "unit">, all: readonly Named[], unit: Noun): string {
  return all.map(({ label, value }) => `${label} ${formatCompared(measure, value, unit.one)}`).join(", ");
}

/** That none was found does not mean that there is none. */
const NOT_FOUND = ", with no clear difference in quality";

/** Which variant to use, and what each has. */
export const variantAdvice = {
  none: (isLive: boolean) =>
    `No variant can be recommended${isLive ? " yet" : ""}: ${isLive ? REASONS.live : REASONS.variants}.`,
  either: (labels: readonly string[], isAll: boolean) =>
    `Use ${labels.length === 2 ? "either" : "any"} of ${joinNames(labels)}: no clear difference in ${isAll ? "quality, time or cost" : "what was measured"}.`,
  use: (label: string, why: string, against = "") => `Use ${label}: ${why}${against}.`,
  noneFinished: "No variant can be recommended: none finished all its items.",
  onlyOne: "the only variant that finished its items",
  byQuality: (value: number, next: Named) =>
    `the best quality, ${formatScore(value)} against ${formatScore(next.value)} of ${next.label}`,
  byFailures: (value: number, next: Named) =>
    `the fewest failures, ${formatErrorShare(value)} against ${formatErrorShare(next.value)} of ${next.label}`,
  byTime: (ratio: number, next: string, isQualityCompared: boolean) =>
    `${formatRoughMultiple(ratio)}× as fast as ${next}${isQualityCompared ? NOT_FOUND : ""}`,
  byCost: (ratio: number, next: string, isQualityCompared: boolean) =>
    `${next} costs ${formatRoughMultiple(ratio)}× as much${isQualityCompared ? NOT_FOUND : ""}`,
  /** another variant is faster, but not as good */
  faster: (label: string, ratio: number) => `; ${label} is ${formatRoughMultiple(ratio)}× as fast, with less quality`,
  figure: (measure: Pick<ComparedMeasure, "id" | "unit">, value: number, one: string) =>
    `${measure.id === "quality" ? "quality " : ""}${formatCompared(measure, value, one)}`,
  figures: (label: string, figures: readonly string[]) => `${label}: ${figures.join(", ")}.`,
  leftOut: (label: string) => `${label}: left out of the comparison.`,
} as const;

type Leading = { readonly leader: string; readonly next: Named; readonly value: number };
type Faster = { readonly leader: string; readonly next: string; readonly ratio: number };

/** The one sentence of the closing slide about variants, without its full stop. */
export const variantHeadline = {
  nothing: { text: "the variants cannot be compared", tone: "unsure" },
  both: ({ leader, value, next }: Leading, { ratio }: Faster): Clause => ({
    text: `${leader} leads in quality (${formatScore(value)} against ${formatScore(next.value)}) and is ${formatRoughMultiple(ratio)}× as fast`,
    tone: "good",
  }),
  tradeOff: ({ leader, value, next }: Leading, fast: Faster): Clause => ({
    text: `${leader} leads in quality (${formatScore(value)} against ${formatScore(next.value)}), but ${fast.leader} is ${formatRoughMultiple(fast.ratio)}× as fast`,
    tone: "neutral",
  }),
  quality: ({ leader, value, next }: Leading, isAsFast: boolean): Clause => ({
    text: `${leader} leads in quality (${formatScore(value)} against ${formatScore(next.value)})${isAsFast ? " in about the same time" : ""}`,
    tone: "good",
  }),
  time: ({ leader, next, ratio }: Faster, isQualityCompared: boolean): Clause => ({
    text: `${leader} is ${formatRoughMultiple(ratio)}× as fast as ${next}${isQualityCompared ? NOT_FOUND : ""}`,
    tone: "good",
  }),
  /** several are faster than the others */
  fastest: (labels: readonly string[], isQualityCompared: boolean): Clause => ({
    text: `${joinNames(labels)} are the fastest${isQualityCompared ? NOT_FOUND : ""}`,
    tone: "neutral",
  }),
  group: (labels: readonly string[], faster: Faster | null): Clause => ({
    text: `${joinNames(labels)} lead in quality${faster === null ? "" : `, and ${faster.leader} is ${formatRoughMultiple(faster.ratio)}× as fast as ${faster.next}`}`,
    tone: "neutral",
  }),
  equal: (labels: readonly string[], measures: readonly string[]): Clause => ({
    text: `no clear difference between ${joinNames(labels)} in ${joinNames(measures).replace(" and ", " or ")}`,
    tone: "neutral",
  }),
} as const;

/** "15 % failed in fast": who fails more than others beyond the noise. */
export function describeFailing(failing: readonly Named[]): string {
  return failing.map(({ label, value }) => `; ${formatErrorShare(value)} failed in ${label}`).join("");
}

/** A statement that speaks of scales, as it reads where the scenarios are variants. */
export function nameVariants(statement: Statement): Statement {
  const text = statement.text
    .replace(/\bat (both|every|any) (scale)(s?)\b/g, "in $1 variant$3")
    .replace(/\bat (\d+ of \d+) scale(s?)\b/g, "in $1 variant$2");
  return { ...statement, text };
}
