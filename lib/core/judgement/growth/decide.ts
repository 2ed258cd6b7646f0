import { rootMeanSquare } from "simple-statistics";
import { fitCurve, type Curve } from "./weighing/curve.ts";
import type { Assumptions, Explanation, SizedTime } from "./weighing/evidence.ts";
import { listSimpleShapes, weighShapes, type WeighedShape } from "./weighing/weigh.ts";
import { GROWTH_CLASSES, type GrowthClass } from "../../run/judgement.ts";

/** Least probability of a class that is certain; more where no size can be spared; and its least share without any one size. */
const SURE = 0.87;
const SURE_OF_THREE = 0.88;
const SURE_WITHOUT_ONE = 0.25;
/** A curve that deviates more from the times, root mean square of ln, has to be more probable. */
const NOISY = 0.1;
const SURE_OF_NOISY = 0.96;
/** A part of the sizes was chosen among several, so that its class must be more probable. */
const SURE_OF_PART = 0.985;
/** Largest deviation of the times from the curve of a class, root mean square of ln: noise of a fifth stays below it. */
const FITS_WITHIN = 0.25;
/** Least probability of the kinds that are no class. */
const SURE_KINDS = { falling: 0.75, exponential: 0.75, knee: 0.9 } as const;
/** Fewest sizes that show an outlier, and that a part of the sizes has. */
const FEWEST_FOR_OUTLIER = 4;
const FEWEST_IN_PART = 4;
/** Classes with at least this probability cannot be distinguished from the most probable one. */
const RIVAL = 0.1;

export type Verdict = {
  readonly kind: "class" | "falling" | "exponential" | "knee" | "none";
  readonly growthClass: GrowthClass | null;
  /** the shape of the verdict, else the most probable one */
  readonly best: WeighedShape;
  readonly curve: Curve;
  /** whether the curve comes close to the times, outliers aside, and whether so close that noise hardly matters */
  readonly fits: boolean;
  readonly isClose: boolean;
  /** indices of the sizes that the shape does not explain */
  readonly outliers: readonly number[];
  /** the sizes over which it holds: all, or a part from one end */
  readonly part: { readonly from: number; readonly to: number } | null;
  /** probability of each class, most probable first */
  readonly classes: readonly { readonly growthClass: GrowthClass; readonly probability: number }[];
  /** the classes that cannot be distinguished; empty when a class is certain, or none is likely */
  readonly rivals: readonly GrowthClass[];
  /** the size on which the class hangs: without it another one would be as likely */
  readonly decisive: number | null;
};

/**
 * B5, B7, B12. What the times say about growth. A class is certain when it is probable (Bayes, over all shapes, fixed costs,
 * scatters and single outliers), its own curve fits, and it stays the likely one without any single size. Otherwise the same
 * is tried for the larger or the smaller sizes alone. Needs three sizes, ascending.
 */
export function decideGrowth(times: readonly SizedTime[], assumptions: Assumptions): Verdict {
  const whole = decideOver(times, assumptions, times.length === 3 ? SURE_OF_THREE : SURE);
  if (whole.kind !== "none" || whole.fits) return whole;
  return decideOverPart(times, assumptions) ?? whole;
}

function decideOver(times: readonly SizedTime[], assumptions: Assumptions, sure: number): Verdict {
  const weighed = weighShapes(times, assumptions);
  const kind = selectKind(weighed);
  const best = kind === null ? selectLikely(weighed) : requireFirst(weighed.filter(({ shape }) => shape.kind === kind));
  const explanation = best.explain();
  const curve = fitCurve(best.shape, explanation, times);
  const found = findOutliers(explanation, times);
  // with three sizes left, any of the four could be the outlier
  const isClear = found.length === 0 || times.length - found.length >= FEWEST_FOR_OUTLIER;
  const outliers = isClear ? found : [];
  const misfit = rootMeanSquare(curve.residuals.filter((_, i) => !outliers.includes(i)));
  const fits = misfit <= FITS_WITHIN;
  const isClose = misfit <= NOISY;
  const classes = listClasses(weighed);
  const common = { best, curve, fits, isClose, outliers, part: null, classes, rivals: [], decisive: null };
  const { growthClass } = best.shape;
  const named = kind ?? (best.probability >= (isClose ? sure : Math.max(sure, SURE_OF_NOISY)) ? growthClass : null);
  if (named === null || !fits || !isClear) return withhold(common, weighed, isClear ? null : (found[0] ?? null));
  // a knee needs its own size, and three on each side support it
  const decisive = kind === "knee" ? null : findDecisive(times, named, outliers, assumptions);
  if (decisive !== null) return withhold(common, weighed, decisive);
  return kind === null ? { ...common, kind: "class", growthClass } : { ...common, kind, growthClass: null };
}

function withhold(
  common: Omit<Verdict, "kind" | "growthClass">,
  weighed: readonly WeighedShape[],
  decisive: number | null,
): Verdict {
  return {
    ...common,
    kind: "none",
    growthClass: null,
    rivals: common.isClose ? listRivals(common.classes, weighed) : [],
    decisive,
  };
}

/** The largest sizes alone, then the smallest: "linear from 16 on", "linear up to 3,200". */
function decideOverPart(times: readonly SizedTime[], assumptions: Assumptions): Verdict | null {
  const least = Math.max(FEWEST_IN_PART, Math.ceil(times.length / 2));
  for (let left = 1; times.length - left >= least; left += 1) {
    for (const [from, to] of [
      [left, times.length],
      [0, times.length - left],
    ] as const) {
      const verdict = decideOver(times.slice(from, to), assumptions, SURE_OF_PART);
      if (verdict.kind !== "class" || verdict.outliers.length > 0 || verdict.curve.fixedMs < 0) continue;
      return { ...verdict, part: { from, to: to - 1 } };
    }
  }
  return null;
}

/** A kind that is no class, where it is probable whatever its parameters. */
function selectKind(weighed: readonly WeighedShape[]): "falling" | "exponential" | "knee" | null {
  const kinds = ["falling", "exponential", "knee"] as const;
  return kinds.find((kind) => addUp(weighed.filter(({ shape }) => shape.kind === kind)) >= SURE_KINDS[kind]) ?? null;
}

/** The most probable class, or a power where all powers together are more probable. */
function selectLikely(weighed: readonly WeighedShape[]): WeighedShape {
  const [likeliest] = weighed.filter(({ shape }) => shape.kind === "class");
  const powers = weighed.filter(({ shape }) => shape.kind === "power");
  const [power] = powers;
  return power !== undefined && (likeliest?.probability ?? 0) < addUp(powers)
    ? power
    : requireFirst([likeliest, ...weighed]);
}

function findOutliers({ outliers }: Explanation, times: readonly SizedTime[]): readonly number[] {
  if (times.length < FEWEST_FOR_OUTLIER) return [];
  return outliers.flatMap((probability, i) => (probability > 0.5 ? [i] : []));
}

/** The size that decides, if one does: without it, another shape is clearly more probable than the named one. */
function findDecisive(
  times: readonly SizedTime[],
  named: string,
  outliers: readonly number[],
  assumptions: Assumptions,
): number | null {
  const counted = times.flatMap((_, i) => (outliers.includes(i) ? [] : [i]));
  if (counted.length < FEWEST_FOR_OUTLIER) return null;
  return (
    counted.find((left) => {
      const rest = counted.filter((i) => i !== left).flatMap((i) => times[i] ?? []);
      const shapes = named === "falling" ? undefined : listSimpleShapes(rest);
      const groups = groupByName(weighShapes(rest, assumptions, shapes));
      const own = groups.get(named) ?? 0;
      const other = Math.max(...[...groups].map(([name, probability]) => (name === named ? 0 : probability)));
      return own < SURE_WITHOUT_ONE * (own + other);
    }) ?? null
  );
}

/** Probabilities of the classes, and of the other kinds as wholes. */
function groupByName(weighed: readonly WeighedShape[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(weighed, ({ shape }) => shape.growthClass ?? shape.kind);
  return new Map([...groups].map(([name, shapes]) => [name, addUp(shapes)]));
}

function listClasses(weighed: readonly WeighedShape[]): Verdict["classes"] {
  return weighed.flatMap(({ shape: { growthClass }, probability }) =>
    growthClass === null ? [] : [{ growthClass, probability }],
  );
}

function listRivals(classes: Verdict["classes"], weighed: readonly WeighedShape[]): readonly GrowthClass[] {
  const total = addUp(weighed.filter(({ shape }) => shape.kind === "class"));
  const likely = classes.filter(({ probability }) => probability >= RIVAL).map(({ growthClass }) => growthClass);
  return total >= SURE && likely.length > 1 ? GROWTH_CLASSES.filter((each) => likely.includes(each)) : [];
}

function addUp(weighed: readonly WeighedShape[]): number {
  return weighed.reduce((total, { probability }) => total + probability, 0);
}

function requireFirst(weighed: readonly (WeighedShape | undefined)[]): WeighedShape {
  const found = weighed.find((each) => each !== undefined);
  if (found === undefined) throw new RangeError("No shape of growth was weighed");
  return found;
}
