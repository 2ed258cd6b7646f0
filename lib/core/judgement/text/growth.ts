import type { GrowthClass } from "../../run/judgement.ts";
import { capitalise, formatCount, formatDuration, formatShare } from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";
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

/** How the times were weighted where the total error alone would choose another class. */
export type Weighting = "equal-workers" | "equal-sizes" | "precise-times";

const WEIGHTINGS: { readonly [weighting in Weighting]: string } = {
  "equal-workers": "times of equal worker counts weigh more",
  "equal-sizes": "every size weighs the same",
  "precise-times": "more precise times weigh more",
};

/** Every sentence about how time grows; `exponents` are those between neighbouring sizes. */
export const growthText = {
  tooFewSizes: "Not enough evidence: at least two sizes must finish a tenth of their items.",
  twoSizes: (exponent: number) =>
    `Not enough evidence for a growth class: only two sizes. Between them, time grows like n^${exponent.toFixed(2)} (${labelExponent(exponent)}).`,
  sure: (growthClass: GrowthClass, exponents: readonly number[]) =>
    `${GROWTH_LABELS[growthClass].text} (${listExponents(exponents)}).`,
  sureByWeights: (growthClass: GrowthClass, exponents: readonly number[], by: Weighting, closest: GrowthClass) =>
    `${GROWTH_LABELS[growthClass].text} (${listExponents(exponents)}): ${WEIGHTINGS[by]}; by total error alone, ${closest} is closer.`,
  noClassFits: (exponents: readonly number[]) =>
    `Not enough evidence for a growth class: none fits all sizes (${listExponents(exponents)}).`,
  rivals: (classes: readonly GrowthClass[], noise: number | null, exponents: readonly number[]) =>
    `Not enough evidence for a growth class: ${joinNames(classes)} are too close to tell apart${noise === null ? "" : ` within the noise of ${formatShare(noise)}`} (${listExponents(exponents)}).`,
  knee: (
    at: { readonly label: string; readonly items: number; readonly before: number; readonly after: number },
    growthClass: GrowthClass | null,
    unit: string,
  ) => {
    const before = `${labelExponent(at.before)} up to ${at.label} (n^${at.before.toFixed(2)})`;
    const after = `then ${labelExponent(at.after)} (n^${at.after.toFixed(2)})`;
    const overall =
      growthClass === null ? "not enough evidence for one class over all sizes" : `${growthClass} fits best overall`;
    return `${capitalise(before)}, ${after}: a knee at ${formatCount(at.items)} ${unit}; ${overall}.`;
  },
} as const;

function listExponents(exponents: readonly number[]): string {
  return `${exponents.length === 1 ? "exponent" : "exponents"} ${exponents.map((each) => each.toFixed(2)).join(", ")}`;
}

/** What makes the times less comparable than they look. */
export const growthWarnings = {
  skillChanged: (from: string, to: string) =>
    `The skill changed from version ${from} to ${to} during the run: the figures mix both.`,
  workers: (counts: readonly { readonly label: string; readonly count: number }[]) =>
    `Worker counts differ (${counts.map(({ label, count }) => `${label} ${count}`).join(", ")}): CPU queueing is excluded from the times, contention for other resources is not.`,
  faults: (labels: readonly string[]) =>
    `A fault was injected into ${joinNames(labels)}: the extra time it caused is excluded as far as it was measured.`,
  retried: (labels: readonly string[]) =>
    labels.length === 1
      ? `${joinNames(labels)} was retried: its time includes the discarded work.`
      : `${joinNames(labels)} were retried: their times include the discarded work.`,
  points: (apart: readonly { readonly label: string; readonly pointsMs: number; readonly totalMs: number }[]) =>
    `The points contradict the totals: ${joinNames(apart.map(({ label, pointsMs, totalMs }) => `the points of ${label} add up to ${formatDuration(pointsMs)}, its total is ${formatDuration(totalMs)}`))}.`,
  fewItems: (labels: readonly string[], unit: string) =>
    `${joinNames(labels)} finished less than a tenth of the ${unit}: too few to estimate a time.`,
  projected: (labels: readonly string[], unit: string) =>
    `The time of ${joinNames(labels)} is projected from the completed ${unit} to all of them.`,
} as const;

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
  powerLawBound: (exponent: number) => `T ∝ n^${exponent.toFixed(2)}, bound from only two sizes`,
} as const;

const DAY_MS = 24 * 3_600_000;

/** Like formatDuration up to two days, then "12 days", "3 years". */
function formatLong(ms: number): string {
  const days = ms / DAY_MS;
  if (days < 2) return formatDuration(ms);
  return days < 730 ? `${formatCount(days)} days` : `${formatCount(days / 365)} years`;
}
