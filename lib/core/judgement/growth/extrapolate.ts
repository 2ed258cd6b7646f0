import { createStatement, row } from "../text/statement.ts";
import { extrapolationText } from "../text/growth.ts";
import { createGrowthCurve } from "./growth-curve.ts";
import { growthAt } from "./weighing/shapes.ts";
import type { EvidenceRow, Growth, Statement } from "../../run/judgement.ts";
import { formatCount } from "../../words/format.ts";

/** The time a scenario takes for all of its items. */
export type GrowthSample = { readonly scenarioId: string; readonly items: number; readonly timeMs: number };

export type Extrapolation = {
  readonly items: number;
  /** null: the measured sizes do not determine the growth */
  readonly timeMs: number | null;
  readonly lowMs: number;
  readonly highMs: number;
  readonly statement: Statement;
};

/** Fits whose error is up to this multiple of the best one's remain plausible. */
const PLAUSIBLE_RATIO = 1.5;
/** Lower bound for the relative error of any curve. */
const MIN_RELATIVE_ERROR = 0.05;
/** Uncertainty of the exponent when there are only two sizes. */
const EXPONENT_ERROR = 0.5;
/** Two noisy sizes close together can give any exponent; no skill sustains faster growth than this. */
const MAX_EXPONENT = 4;
/** Beyond this multiple of the largest size the result is a rough direction only. */
const FAR = 10;

type Guess = { readonly label: string; readonly timeMs: number };

/**
 * B8. The work time for `items` items, with bounds, in milliseconds. Between two measured sizes: the power law through both,
 * bounds at twice the noise. Outside them: c·f(n) of the growth class if one is certain, else no central value; the bounds
 * span all plausible classes and the power law T·(n/n₁)^b through the two nearest sizes (b ± 0.5 when there are only two),
 * with b limited to −1 … 4, widened by the relative error of the fit. Null without two measured sizes, or unless `items` is
 * finite and at least 1.
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
    row(extrapolationText.measuredRow(`${formatCount(each.items)} ${unit}`), each.scenarioId, each.timeMs, "ms"),
  );
  if (above > 0 || items === smallest.items) return toBetween(growth, items, along(exponent), size, rows);
  const outer = Math.min(MAX_EXPONENT, Math.max(-1, exponent));
  const byClass = createGrowthCurve(growth)?.(items) ?? null;
  const guesses = [
    ...(byClass === null || growth.growthClass === null ? [] : [{ label: growth.growthClass, timeMs: byClass }]),
    ...selectPlausible(growth).map((fit) => ({
      label: fit.growthClass,
      timeMs: fit.coefficientMs * growthAt(fit.growthClass, items),
    })),
    ...listBounds(growth, along),
    { label: extrapolationText.powerLaw(outer), timeMs: along(outer) },
    ...(growth.fits.length > 0
      ? []
      : [-EXPONENT_ERROR, EXPONENT_ERROR].map((error) => ({
          label: extrapolationText.powerLawBound(outer + error),
          timeMs: along(outer + error),
        }))),
  ];
  // below a knee the class of all sizes does not apply: continue the two nearest sizes
  const belowKnee = above === 0 && growth.knee !== null ? outer : null;
  const exponentOf = belowKnee ?? (growth.kind === "power" ? (growth.power?.value ?? null) : null);
  const central = exponentOf === null ? null : { timeMs: along(exponentOf), growth: `n^${exponentOf.toFixed(2)}` };
  return toOutside(growth, items, { guesses, byClass, central, reach: items / largest.items, size, measured: rows });
}

/** The ends of the interval of a power, where no class is certain. */
function listBounds({ kind, power }: Growth, along: (power: number) => number): readonly Guess[] {
  if (kind !== "power" || power === null) return [];
  return [power.low, power.high].map((exponent) => ({
    label: extrapolationText.powerLawEnd(exponent),
    timeMs: along(exponent),
  }));
}

/** One sample per size, ascending; the last one wins. */
function selectSizes(samples: readonly GrowthSample[]): readonly GrowthSample[] {
  const usable = samples.filter((sample) => sample.items > 0 && sample.timeMs > 0);
  return [...new Map(usable.map((sample) => [sample.items, sample])).values()].toSorted(
    (one, other) => one.items - other.items,
  );
}

/** The two sizes nearest to `items`, which lies outside the measured range; the outermost first. */
function toEnd(sizes: readonly GrowthSample[], above: number): readonly (GrowthSample | undefined)[] {
  return above === 0 ? [sizes[0], sizes[1]] : [sizes.at(-1), sizes.at(-2)];
}

function selectPlausible({ growthClass, fits }: Growth): Growth["fits"] {
  const best = fits[0]?.normalisedError ?? 0;
  if (growthClass !== null) return [];
  return fits.filter((fit) => fit.normalisedError <= Math.max(MIN_RELATIVE_ERROR, best * PLAUSIBLE_RATIO));
}

function toBetween(
  { noise }: Growth,
  items: number,
  timeMs: number,
  size: string,
  rows: readonly EvidenceRow[],
): Extrapolation {
  const spread = 1 + Math.max(MIN_RELATIVE_ERROR, 2 * (noise ?? 0));
  return {
    items,
    timeMs,
    lowMs: timeMs / spread,
    highMs: timeMs * spread,
    statement: createStatement("extrapolation", "neutral", extrapolationText.between(size, timeMs), rows),
  };
}

type Outside = {
  readonly guesses: readonly Guess[];
  /** by the certain class with its fixed cost; null without one */
  readonly byClass: number | null;
  /** replaces the growth class; null: use the class, if one is certain */
  readonly central: { readonly timeMs: number; readonly growth: string } | null;
  /** multiple of the largest size measured */
  readonly reach: number;
  readonly size: string;
  readonly measured: readonly EvidenceRow[];
};

function toOutside(
  growth: Growth,
  items: number,
  { guesses, byClass, central, reach, size, measured }: Outside,
): Extrapolation {
  const times = guesses.map(({ timeMs }) => timeMs);
  const spread = 1 + Math.max(MIN_RELATIVE_ERROR, growth.fits[0]?.normalisedError ?? 0);
  const lowMs = Math.min(...times) / spread;
  const highMs = Math.max(...times) * spread;
  const timeMs = central?.timeMs ?? byClass;
  const name = central?.growth ?? growth.growthClass;
  const answer =
    timeMs === null || name === null
      ? extrapolationText.range(size, lowMs, highMs)
      : extrapolationText.central(size, timeMs, name, lowMs, highMs);
  const aside = reach > FAR ? extrapolationText.far(reach) : "";
  const rows = [
    ...measured,
    ...guesses.map(({ label, timeMs }) => row(extrapolationText.fitRow(size, label), null, timeMs, "ms")),
  ];
  const tone = timeMs === null || reach > FAR ? "unsure" : "neutral";
  return { items, timeMs, lowMs, highMs, statement: createStatement("extrapolation", tone, answer + aside, rows) };
}
