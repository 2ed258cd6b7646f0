import { row, say } from "../text/statement.ts";
import { growthAt } from "./fit.ts";
import type { EvidenceRow, Growth, Statement } from "../../run/judgement.ts";
import { formatCount, formatDuration } from "../../words/format.ts";

/** The time that a scenario takes for all its items. */
export type GrowthSample = { readonly scenarioId: string; readonly items: number; readonly timeMs: number };

export type Extrapolation = {
  readonly items: number;
  /** null: the measured sizes do not tell which growth it is */
  readonly timeMs: number | null;
  readonly lowMs: number;
  readonly highMs: number;
  readonly statement: Statement;
};

/** Fits up to this multiple of the best one's error are not ruled out. */
const PLAUSIBLE_RATIO = 1.5;
/** No curve is taken for surer than this. */
const MIN_RELATIVE_ERROR = 0.05;
/** Of two sizes alone the exponent is known no better. */
const EXPONENT_ERROR = 0.5;
/** Two noisy sizes beside each other give any exponent; no skill grows faster than this for long. */
const MAX_EXPONENT = 4;
/** Beyond this multiple of the largest size a curve gives a direction, no promise. */
const FAR = 10;

type Guess = { readonly label: string; readonly timeMs: number };

/**
 * B8. The time at a size that nobody measured. Between measured sizes: the power law through both neighbours, within twice the noise. Outside of them:
 * c·f(n) of the class when it is sure, else none; bounds: the lowest and highest of all classes that are not ruled out and of
 * the power law T·(n/n₁)^b through the two nearest sizes (of two sizes in all: b ± 0.5), b within −1 … 4; a relative error of the fit wider.
 * null without two measured sizes.
 */
export function extrapolate(
  growth: Growth,
  samples: readonly GrowthSample[],
  items: number,
  unit: string,
): Extrapolation | null {
  const sizes = selectSizes(samples);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (smallest === undefined || largest === undefined || smallest.items === largest.items) return null;
  if (!(items >= 1) || !Number.isFinite(items)) return null;
  const above = sizes.findIndex((size) => size.items >= items);
  const size = `${formatCount(items)} ${unit}`;
  const [near, far] = above > 0 ? [sizes[above], sizes[above - 1]] : toEnd(sizes, above);
  if (near === undefined || far === undefined) return null;
  const exponent = Math.log(near.timeMs / far.timeMs) / Math.log(near.items / far.items);
  const along = (power: number): number => near.timeMs * (items / near.items) ** power;
  const rows = sizes.map((each) =>
    row(`${formatCount(each.items)} ${unit}, measured`, each.scenarioId, each.timeMs, "ms"),
  );
  if (above > 0 || items === smallest.items) return toBetween(growth, items, along(exponent), size, rows);
  const outer = Math.min(MAX_EXPONENT, Math.max(-1, exponent));
  const law = `T ∝ n^${outer.toFixed(2)}, from the two nearest sizes`;
  const guesses = [
    ...selectPlausible(growth).map((fit) => ({
      label: fit.growthClass,
      timeMs: fit.coefficientMs * growthAt(fit.growthClass, items),
    })),
    { label: law, timeMs: along(outer) },
    ...(growth.fits.length > 0
      ? []
      : [-EXPONENT_ERROR, EXPONENT_ERROR].map((error) => ({
          label: `T ∝ n^${(outer + error).toFixed(2)}, two sizes tell it no better`,
          timeMs: along(outer + error),
        }))),
  ];
  // below a knee the class of the whole says nothing: there the nearest sizes go on
  const central = above === 0 && growth.knee !== null ? { timeMs: along(outer), word: `n^${outer.toFixed(2)}` } : null;
  return toOutside(growth, items, { guesses, central, reach: items / largest.items, size, measured: rows });
}

/** One sample a size, ascending: the latest of equals. */
function selectSizes(samples: readonly GrowthSample[]): readonly GrowthSample[] {
  const usable = samples.filter((sample) => sample.items > 0 && sample.timeMs > 0);
  return [...new Map(usable.map((sample) => [sample.items, sample])).values()].toSorted(
    (one, other) => one.items - other.items,
  );
}

/** The two sizes at the end that `items` lies beyond, the outer one first. */
function toEnd(sizes: readonly GrowthSample[], above: number): readonly (GrowthSample | undefined)[] {
  return above === 0 ? [sizes[0], sizes[1]] : [sizes.at(-1), sizes.at(-2)];
}

function selectPlausible({ growthClass, fits }: Growth): Growth["fits"] {
  const best = fits[0]?.normalisedError ?? 0;
  return fits.filter((fit) =>
    growthClass === null
      ? fit.normalisedError <= Math.max(MIN_RELATIVE_ERROR, best * PLAUSIBLE_RATIO)
      : fit.growthClass === growthClass,
  );
}

function toBetween(
  { noise }: Growth,
  items: number,
  timeMs: number,
  size: string,
  rows: readonly EvidenceRow[],
): Extrapolation {
  const spread = 1 + Math.max(MIN_RELATIVE_ERROR, 2 * (noise ?? 0));
  const text = `${size}: about ${wordLong(timeMs)} of work, within what was measured.`;
  return {
    items,
    timeMs,
    lowMs: timeMs / spread,
    highMs: timeMs * spread,
    statement: say("extrapolation", "neutral", text, rows),
  };
}

type Outside = {
  readonly guesses: readonly Guess[];
  /** what goes on instead of the class; null: the class, if it is sure */
  readonly central: { readonly timeMs: number; readonly word: string } | null;
  /** over the largest size measured */
  readonly reach: number;
  readonly size: string;
  readonly measured: readonly EvidenceRow[];
};

function toOutside(growth: Growth, items: number, { guesses, central, reach, size, measured }: Outside): Extrapolation {
  const fit = growth.fits.find(({ growthClass }) => growthClass === growth.growthClass);
  const times = guesses.map(({ timeMs }) => timeMs);
  const spread = 1 + Math.max(MIN_RELATIVE_ERROR, growth.fits[0]?.normalisedError ?? 0);
  const lowMs = Math.min(...times) / spread;
  const highMs = Math.max(...times) * spread;
  const byClass = fit === undefined ? null : fit.coefficientMs * growthAt(fit.growthClass, items);
  const timeMs = central?.timeMs ?? byClass;
  const range = `${wordLong(lowMs)} to ${wordLong(highMs)}`;
  const answer =
    timeMs === null
      ? `${size}: ${range} of work. The measured sizes do not tell which growth it is.`
      : `${size}: about ${wordLong(timeMs)} of work if ${central?.word ?? growth.growthClass} goes on, ${range} by all that fits.`;
  const aside =
    reach > FAR ? ` That is ${formatCount(reach)}× the largest size measured: a direction, not a promise.` : "";
  const rows = [...measured, ...guesses.map(({ label, timeMs }) => row(`${size} by ${label}`, null, timeMs, "ms"))];
  const tone = timeMs === null || reach > FAR ? "unsure" : "neutral";
  return { items, timeMs, lowMs, highMs, statement: say("extrapolation", tone, answer + aside, rows) };
}

const DAY_MS = 24 * 3_600_000;

/** As elsewhere up to two days, then "12 days", "3 years". */
function wordLong(ms: number): string {
  const days = ms / DAY_MS;
  if (days < 2) return formatDuration(ms);
  return days < 730 ? `${formatCount(days)} days` : `${formatCount(days / 365)} years`;
}
