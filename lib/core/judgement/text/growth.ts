import type { Factor, GrowthClass, Interval } from "../../run/judgement.ts";
import {
  capitalise,
  formatCount,
  isOwnName,
  formatDuration,
  formatFactor,
  formatQuantity,
  formatShare,
} from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";
import { pluralize, type Noun } from "../../words/plural.ts";
import { countsWorkers } from "../sizes/size-kind.ts";
import type { Clause } from "./statement.ts";

/** How time grows, as the start of a sentence. */
export const GROWTH_LABELS: { readonly [growthClass in GrowthClass]: Clause } = {
  "1": { text: "Time does not grow with size", tone: "good" },
  "log n": { text: "Time growth is logarithmic, like log n", tone: "good" },
  n: { text: "Time growth is linear", tone: "good" },
  "n log n": { text: "Time growth is slightly more than linear, like n log n", tone: "neutral" },
  "n²": { text: "Time growth is quadratic, like n²", tone: "bad" },
  "n³": { text: "Time growth is cubic, like n³", tone: "bad" },
};

/** What a growth class means for time, as a clause. */
export const GROWTH_CLAUSES: { readonly [growthClass in GrowthClass]: Clause } = {
  "1": { text: "time does not grow with size", tone: "good" },
  "log n": { text: "time hardly grows with size (log n)", tone: "good" },
  n: { text: "time grows linearly", tone: "good" },
  "n log n": { text: "time grows slightly more than linearly (n log n)", tone: "neutral" },
  "n²": { text: "time grows quadratically (n²)", tone: "bad" },
  "n³": { text: "time grows cubically (n³)", tone: "bad" },
};

/** What an exponent between two sizes is called; the bounds lie halfway between the classes. */
export function labelExponent(exponent: number): string {
  if (exponent < -0.25) return "falling";
  if (exponent < 0.25) return "constant";
  if (exponent < 0.75) return "sublinear";
  if (exponent < 1.25) return "linear";
  if (exponent < 1.75) return "superlinear";
  if (exponent < 2.25) return "quadratic";
  if (exponent < 2.75) return "more than quadratic";
  return exponent < 3.25 ? "cubic" : "more than cubic";
}

/** Every sentence about how time grows; `exponents` are those between neighbouring sizes. */
export const growthText = {
  tooFewSizes: unsure("Not enough evidence: growth takes at least two sizes that can be judged."),
  twoSizes: (exponent: number) =>
    unsure(
      `Not enough evidence for a growth class: only two sizes. Between them, time grows like n^${exponent.toFixed(2)} (${labelExponent(exponent)}).`,
    ),
  closeSizes: (spread: number) =>
    unsure(`Not enough evidence: the largest size is only ${formatFactor(spread)}× the smallest.`),
  fewItems: (items: number, least: number, unit: Noun) =>
    unsure(`Not enough evidence: the largest size has ${formatQuantity(items, unit)}; growth needs at least ${least}.`),
  sure: (growthClass: GrowthClass, exponents: readonly number[], end: End | null, unit: Noun): Clause => {
    const { text, tone } = GROWTH_LABELS[growthClass];
    const shown = exponents.length === 0 ? "" : ` (${listExponents(exponents)})`;
    return { text: `${text}${describeEnd(end, unit)}${shown}.`, tone: toneOfEnd(end, tone) };
  },
  power: (power: Interval, rivals: readonly GrowthClass[], start: FlatterStart | null, unit: Noun): Clause => {
    const { text, tone } = describePower(power);
    const like = `like ${formatPower(power)}${describeStart(start, unit)}`;
    return rivals.length > 1
      ? { text: `Time growth is ${text}, ${like}: ${joinClasses(rivals)} are too close to tell apart.`, tone }
      : { text: `Time growth is ${text}: ${like}.`, tone };
  },
  falling: ({ fromItems, bestItems, speedup, stops }: Falling, unit: Noun): Clause => {
    const gain = `${speedup.toFixed(1)}× as fast with ${formatQuantity(bestItems, unit)} as with ${formatCount(fromItems)}`;
    const ideal = bestItems / fromItems;
    const share = countsWorkers(unit, true)
      ? ` (${formatShare(speedup / ideal)} of the ideal ${formatFactor(ideal)}×)`
      : "";
    const end = stops ? `; more ${unit.many} bring no further gain` : "";
    return { text: `Time falls as size grows: ${gain}${share}${end}.`, tone: stops ? "neutral" : "good" };
  },
  exponential: (factor: Factor, unit: Noun): Clause => ({
    text: `Time growth is ${factor.rises === true ? "faster than " : ""}exponential: ${describeFactor(factor, unit)}.`,
    tone: "bad",
  }),
  knee: (
    at: {
      readonly label: string;
      readonly items: number;
      readonly exponentBefore: number;
      readonly exponentAfter: number;
    },
    growthClass: GrowthClass | null,
    unit: Noun,
  ): Clause => {
    const { exponentBefore: low, exponentAfter: high } = at;
    const before = `${labelExponent(low)} up to ${at.label} (n^${low.toFixed(2)})`;
    const after = `then ${labelExponent(low) === labelExponent(high) ? "steeper" : labelExponent(high)} (n^${high.toFixed(2)})`;
    const overall = growthClass === null ? "no one class fits all sizes" : `${growthClass} fits best overall`;
    return {
      text: `${capitalise(before)}, ${after}: a knee at ${formatQuantity(at.items, unit)}; ${overall}.`,
      tone: high > low ? "bad" : "neutral",
    };
  },
  /** `slope`: from the smallest to the largest size, given where the power is too uncertain or none of these sizes shows it */
  noClass: (doesAnyFit: boolean, power: Interval | null, slope: number, exponents: readonly number[]) =>
    unsure(
      `Not enough evidence for a growth class${doesAnyFit ? "" : ": none fits all sizes"}; ${describeOverall(power, slope, exponents)}.`,
    ),
  rivals: (classes: readonly GrowthClass[], noise: number | null, exponents: readonly number[]) =>
    unsure(
      `Not enough evidence for a growth class: ${joinClasses(classes)} are too close to tell apart${noise === null ? "" : ` within the noise of ${formatShare(noise)}`} (${listExponents(exponents)}).`,
    ),
  decisive: (label: string, items: number, exponents: readonly number[], unit: Noun) =>
    unsure(
      `Not enough evidence for a growth class: it would depend on ${labelSize(label, items, unit)} alone (${listExponents(exponents)}).`,
    ),
  outlier: (label: string, items: number, ms: number | null, expectedMs: number | null, unit: Noun) =>
    ms === null || expectedMs === null
      ? `${labelSize(label, items, unit)} is left out as an outlier.`
      : `${labelSize(label, items, unit)} is left out as an outlier: it took ${formatDuration(ms)}, and the others predict ${formatDuration(expectedMs)}.`,
  fixedCost: ({ value, source }: Interval & { readonly source: "points" | "sizes" }) =>
    source === "points"
      ? `${formatDuration(value)} before the first item, whatever the size, is left out.`
      : `About ${formatDuration(value)} of each time is fixed, whatever the size.`,
  outside: (factor: number) =>
    factor > 1
      ? `Other sizes take up to ${formatFactor(factor)}× what that predicts.`
      : `Other sizes take as little as ${formatShare(factor)} of what that predicts.`,
  smallSizes: (items: readonly number[], unit: Noun) =>
    `Smaller sizes take less than their share (${items.map(formatCount).join(", ")} ${pluralize(items.at(-1) ?? 0, unit)}).`,
  timeLimit: (items: readonly number[], ms: number, unit: Noun) =>
    `The last ${items.length} sizes (${joinNames(items.map(formatCount))} ${pluralize(items.at(-1) ?? 0, unit)}) all took ${formatDuration(ms)}: a time limit? They are left out.`,
  oneStep: (ms: number, isDoubtful: boolean) =>
    unsure(
      `Not enough evidence: every size took ${formatDuration(ms)}, too few steps of the ${isDoubtful ? "clock or the work" : "clock"} to show growth.`,
    ),
  clockStep: (stepMs: number, isDoubtful: boolean) =>
    isDoubtful
      ? `Times come in steps of ${formatDuration(stepMs)}: of the clock, or of the work (waves of workers, batches).`
      : `The times are multiples of ${formatDuration(stepMs)}: the step of the clock hides differences between the smallest sizes.`,
} as const;

/** The measurement that would settle what is unsure. */
export const adviceText = {
  moreItems: (least: number, unit: Noun) =>
    `Run at least ${formatQuantity(least, unit)} at the largest size, and three sizes, each at least twice the one before.`,
  sizesBetween: "Measure more sizes between the smallest and the largest: larger ones soon take too long.",
  moreSizes: "Measure at least five sizes, each at least twice the one before.",
  finerClock: (stepMs: number, isDoubtful: boolean) =>
    isDoubtful
      ? "Measure larger sizes, with a finer clock if the steps are those of the clock."
      : `Measure larger sizes, or each size many times over: a time needs to be at least ${formatDuration(10 * stepMs)} for this clock.`,
  withoutLimit: (items: readonly number[], unit: Noun) =>
    `Measure ${joinNames(items.map(formatCount))} ${pluralize(items.at(-1) ?? 0, unit)} again without a time limit.`,
  repeat: (label: string, items: number, unit: Noun) =>
    `Measure ${labelSize(label, items, unit)} again, and a size on either side of it: one size cannot tell an outlier from a change of growth.`,
  repeatAll: "Measure each size several more times, on a quiet machine: repeats show the noise and reduce it.",
  settle: ({ items, one, other }: Settling, unit: Noun) =>
    `Measure ${formatQuantity(items, unit)}: ${labelClass(one.growthClass)} predicts ${formatDuration(one.ms)} there, ${labelClass(other.growthClass)} ${formatDuration(other.ms)}.`,
  confirmKnee: (items: number, unit: Noun) =>
    `Measure more sizes on both sides of ${formatQuantity(items, unit)}: with three sizes a knee rests on one reading on each side.`,
} as const;

type Prediction = { readonly growthClass: GrowthClass; readonly ms: number };
type Settling = { readonly items: number; readonly one: Prediction; readonly other: Prediction };
type Falling = {
  readonly fromItems: number;
  readonly bestItems: number;
  readonly speedup: number;
  readonly stops: boolean;
};
/** The first sizes, where time clearly grows less than the power of all. */
export type FlatterStart = { readonly toItems: number; readonly exponent: number };
type End = { readonly from: number } | { readonly to: number };

export function joinClasses(classes: readonly GrowthClass[]): string {
  return joinNames(classes.map(labelClass));
}

function labelClass(growthClass: GrowthClass): string {
  return growthClass === "1" ? "constant time" : growthClass;
}

function unsure(text: string): Clause {
  return { text, tone: "unsure" };
}

/** Growth that holds only up to a size is not good. */
export function toneOfEnd(end: End | null, tone: Clause["tone"]): Clause["tone"] {
  return end !== null && "to" in end && tone === "good" ? "neutral" : tone;
}

/** " from 16 mails on", " up to 3,200 mails" */
export function describeEnd(end: End | null, unit: Noun): string {
  if (end === null) return "";
  return "from" in end ? ` from ${formatQuantity(end.from, unit)} on` : ` up to ${formatQuantity(end.to, unit)} only`;
}

/** "n^1.5 (1.4 to 1.6)" */
export function formatPower({ value, low, high }: Interval): string {
  const decimals = high - low < NARROW || value < 1 ? 2 : 1;
  return `n^${value.toFixed(decimals)} (${low.toFixed(decimals)} to ${high.toFixed(decimals)})`;
}

/** " overall, but like n^1.03 up to 16,000 items" */
function describeStart(start: FlatterStart | null, unit: Noun): string {
  return start === null
    ? ""
    : ` overall, but like n^${start.exponent.toFixed(2)} up to ${formatQuantity(start.toItems, unit)}`;
}

/** Width of an interval from which its middle says nothing. */
const UNCERTAIN = 0.8;

function describeOverall(power: Interval | null, slope: number, exponents: readonly number[]): string {
  const isShown = power !== null && power.value >= Math.min(...exponents) && power.value <= Math.max(...exponents);
  if (isShown && power.high - power.low <= UNCERTAIN)
    return `overall time grows like ${formatPower(power).slice(0, -1)}; ${listExponents(exponents)})`;
  return `from the smallest to the largest size time ${slope < 0 ? "changes" : "grows"} like n^${slope.toFixed(2)} (${listExponents(exponents)})`;
}

/** "each further mail multiplies the time by 1.99 (1.93 to 2.08)"; small factors as the size that doubles it. */
export function describeFactor({ value, low, high, rises }: Factor, unit: Noun): string {
  if (rises === true)
    return `each further ${unit.one} multiplies the time by ${low.toFixed(2)} at first and ${high.toFixed(2)} in the end`;
  return value < LEAST_FACTOR
    ? `the time doubles with every ${formatCount(Math.LN2 / Math.log(value))} further ${unit.many}`
    : `each further ${unit.one} multiplies the time by ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

const LEAST_FACTOR = 1.1;

/** Width of an interval from which one decimal is enough. */
const NARROW = 0.2;

/** Width of an interval around the power of a class up to which growth is about that. */
const NARROW_AROUND_CLASS = 0.5;
const CLASS_POWERS = [
  { power: 0, name: "constant" },
  { power: 1, name: "linear" },
  { power: 2, name: "quadratic" },
  { power: 3, name: "cubic" },
];

/** Between which classes a power lies: "more than linear, less than quadratic". */
export function describePower({ low, high }: Pick<Interval, "low" | "high">): Clause {
  const within = CLASS_POWERS.find(({ power }) => low <= power && power <= high);
  if (within !== undefined && high - low <= NARROW_AROUND_CLASS)
    return { text: `about ${within.name}`, tone: within.power > 1 ? "bad" : within.power < 1 ? "good" : "neutral" };
  const below = CLASS_POWERS.findLast(({ power }) => power < low);
  const above = CLASS_POWERS.find(({ power }) => power > high);
  const tone = low > BAD_POWER ? "bad" : high < 1 ? "good" : "neutral";
  if (below?.name === "constant" && above?.name === "linear") return { text: "sublinear", tone };
  const parts = [
    ...(below === undefined ? [] : [`more than ${below.name}`]),
    ...(above === undefined ? [] : [`less than ${above.name}`]),
  ];
  return { text: parts.join(", "), tone };
}

/** Time per item that grows faster than this power less one is bad. */
const BAD_POWER = 1.2;

function labelSize(label: string, items: number, unit: Noun): string {
  return isOwnName(label, items) ? formatQuantity(items, unit) : `${label} (${formatQuantity(items, unit)})`;
}

/** Beyond this many, exponents are shown as a range. */
const MOST_EXPONENTS = 4;

function listExponents(exponents: readonly number[]): string {
  if (exponents.length > MOST_EXPONENTS)
    return `exponents ${Math.min(...exponents).toFixed(2)} to ${Math.max(...exponents).toFixed(2)}`;
  return `${exponents.length === 1 ? "exponent" : "exponents"} ${exponents.map((each) => each.toFixed(2)).join(", ")}`;
}

/** Times at sizes that were not measured; `size` is "1,000 mails". */
export const extrapolationText = {
  between: (size: string, ms: number) => `${size}: about ${formatLong(ms)} of work, between measured sizes.`,
  range: (size: string, lowMs: number, highMs: number) =>
    `${size}: ${formatLong(lowMs)} to ${formatLong(highMs)} of work. The measured sizes do not determine the growth.`,
  central: (size: string, ms: number, growth: string, lowMs: number, highMs: number) =>
    `${size}: about ${formatLong(ms)} of work if time ${growth === "1" ? "stays constant" : `keeps growing like ${growth}`}; ${formatLong(lowMs)} to ${formatLong(highMs)} across all plausible fits.`,
  far: (multiple: number) =>
    ` That is ${formatCount(multiple)}× the largest size measured: a rough direction, not a forecast.`,
  measuredRow: (size: string) => `${size}, measured`,
  fitRow: (size: string, fit: string) => `${size} by ${fit}`,
  powerLaw: (exponent: number) => `T ∝ n^${exponent.toFixed(2)}, from the two nearest sizes`,
  powerLawEnd: (exponent: number) => `T ∝ n^${exponent.toFixed(2)}, end of the interval`,
  powerLawBound: (exponent: number) => `T ∝ n^${exponent.toFixed(2)}, bound from only two sizes`,
} as const;

const DAY_MS = 24 * 3_600_000;

/** Like formatDuration up to two days, then "12 days", "3 years". */
function formatLong(ms: number): string {
  const days = ms / DAY_MS;
  if (days < 2) return formatDuration(ms);
  return days < 730 ? `${formatCount(days)} days` : `${formatCount(days / 365)} years`;
}
