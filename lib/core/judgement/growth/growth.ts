import { rootMeanSquare } from "simple-statistics";
import { assume } from "./weighing/assumptions.ts";
import { findClockStep, isCoarse } from "./clock-step.ts";
import { keepSupported } from "./supported-outliers.ts";
import { decideGrowth, type Verdict } from "./decide.ts";
import { listExcludedSizes } from "./excluded.ts";
import { findFalling } from "./falling.ts";
import { fitGrowth } from "./fit.ts";
import { estimateFixedCost } from "./fixed-cost.ts";
import { findExponential } from "./exponential.ts";
import { estimatePower } from "./weighing/interval.ts";
import { computeExponents, findKnee } from "./knee.ts";
import { measureSizes, takeOut, type MeasuredSize } from "./sizes.ts";
import { findStartUp, hasPoints } from "./start-up.ts";
import { adviseGrowth, stateGrowth } from "./statement.ts";
import { countLimited } from "./time-limit.ts";
import { selectTimed, type TimedScenario } from "./timed-scenario.ts";
import { findTooLittle } from "./too-little.ts";
import { listGrowthWarnings } from "./warnings.ts";
import type { JudgementInput } from "../input.ts";
import type { Growth, GrowthClass, GrowthFit, GrowthKind } from "../../run/judgement.ts";

/** Share of its time by which a size may fall short of the growth of the larger ones. */
const SMALL_SHARE = 0.1;
/** A smaller power cannot be distinguished from constant time. */
const LEAST_POWER = 0.15;
/** Width of the interval of a power from which it says too little. */
const WIDE = 0.8;
/** Largest error of the class that fits best over all sizes beside a knee, and how much worse the next one is. */
const FITS_OVERALL = 0.05;
const CLEARLY_WORSE = 1.5;

/** B4–B9, B12, B13: how time grows with size, where the growth changes, and how certain both are. */
export function judgeGrowth(input: JudgementInput): Growth {
  const timed = selectTimed(input.scenarios);
  const startUp = findStartUp(timed);
  const read = timed.filter(({ scenario }) => scenario.run === null); // the clock of a run is fine enough
  const stepMs = findClockStep(read.map(({ scenario }) => ({ ms: scenario.workMs, repeatsMs: scenario.repeatsMs })));
  const { sizes: all, scatter, areErrorsKnown } = measureSizes(timed, { fixedCost: startUp, stepMs });
  const [sizes, limited] = splitAtLimit(all);
  const tooLittle = input.areTimesSet === true ? "set-times" : findTooLittle(sizes, stepMs);
  const assumptions = assume({ errors: areErrorsKnown, fixedCost: timed.every(hasPoints) });
  const verdict = tooLittle === null ? keepSupported(decideGrowth(sizes, assumptions), sizes) : null;
  const counted = sizes.filter((_, i) => verdict?.outliers.includes(i) !== true);
  const held = verdict === null ? counted : selectHeld(verdict, counted);
  const power = tooLittle === "one-size" || tooLittle === "set-times" ? null : estimatePower(held, assumptions);
  const fits = fitGrowth(counted);
  const knee = verdict === null ? null : findKnee(verdict, counted, areErrorsKnown ? assumptions : null);
  const falling = findFalling(counted);
  const kind = selectKind(verdict, knee, power, falling);
  const findings = {
    kind,
    growthClass: verdict?.growthClass ?? (knee === null ? null : selectOverall(fits, counted)),
    power: kind === "falling" ? null : power,
    // beyond a time limit nothing is known
    holds: held.length === counted.length && !(kind === "class" && limited.length > 0) ? null : toHolds(held),
    falling: kind === "falling" ? falling : null,
    exponential: kind === "exponential" && verdict !== null ? findExponential(verdict, counted, assumptions) : null,
    fixedCost: startUp ?? (verdict?.kind === "class" ? estimateFixedCost(verdict, held, assumptions) : null),
    clockStepMs: isCoarse(sizes, stepMs) ? stepMs : null,
    excluded: listExcludedSizes(input, verdict, { sizes, limited }),
    exponents: computeExponents(counted),
    knee,
  };
  const noise = scatter === null ? null : Math.min(1, rootMeanSquare(scatter));
  const statementOf = {
    ...findings,
    scenarios: input.scenarios,
    fits,
    noise,
    sizes,
    limited,
    counted,
    timed,
    verdict,
    tooLittle,
  };
  return {
    ...findings,
    fits,
    noise,
    rivals: verdict?.decisive === null ? verdict.rivals : [],
    times: listTimes(counted, startUp),
    warmUps: timed.flatMap(({ scenario, usual }) =>
      usual.warmUp === null ? [] : [{ scenarioId: scenario.id, ...usual.warmUp }],
    ),
    outliers: timed.flatMap(({ scenario, usual }) =>
      usual.outliers.map((outlier) => ({ scenarioId: scenario.id, ...outlier })),
    ),
    warnings: listGrowthWarnings(input, timed),
    advice: adviseGrowth(statementOf, input.unit),
    statement: stateGrowth(statementOf, input.unit),
  };
}

/** The sizes, and the largest of them that a time limit ended. */
function splitAtLimit(all: readonly MeasuredSize[]): readonly [readonly MeasuredSize[], readonly MeasuredSize[]] {
  const count = all.length - countLimited(all);
  return [all.slice(0, count), all.slice(count)];
}

function selectKind(
  verdict: Verdict | null,
  knee: Growth["knee"],
  power: Growth["power"],
  falling: Growth["falling"],
): GrowthKind {
  if (verdict === null) return "unclear";
  if (knee !== null) return "knee";
  if (verdict.kind === "falling" && falling === null) return "unclear";
  if (verdict.kind !== "none" && verdict.kind !== "knee") return verdict.kind;
  if (!verdict.isClose || power === null || power.high - power.low > WIDE) return "unclear";
  if (power.high >= 0) return power.value < LEAST_POWER ? "unclear" : "power";
  return falling === null ? "unclear" : "falling";
}

/** The class closest to all times beside a knee, in which the largest ones decide. */
function selectOverall([best, next]: readonly GrowthFit[], counted: readonly MeasuredSize[]): GrowthClass | null {
  if (best === undefined || next === undefined || counted.length !== 3) return null;
  const isClose = best.normalisedError <= FITS_OVERALL;
  return isClose && next.normalisedError >= CLEARLY_WORSE * best.normalisedError ? best.growthClass : null;
}

/** The sizes over which a class holds: a part, or without the smallest ones where these take less than their share. */
function selectHeld({ kind, part, curve }: Verdict, counted: readonly MeasuredSize[]): readonly MeasuredSize[] {
  if (part !== null) return counted.slice(part.from, part.to + 1);
  return kind === "class" && curve.fixedMs < 0
    ? counted.filter(({ ms }) => -curve.fixedMs < SMALL_SHARE * ms)
    : counted;
}

function toHolds(held: readonly MeasuredSize[]): Growth["holds"] {
  const [first, last] = [held[0], held.at(-1)];
  return first === undefined || last === undefined ? null : { fromItems: first.items, toItems: last.items };
}

/** Without a start-up that points show: of a scenario without points it is subtracted, so that all times are of one kind. */
function listTimes(counted: readonly MeasuredSize[], startUp: Growth["fixedCost"]): Growth["times"] {
  return counted.flatMap(({ timed }) =>
    timed.map((each: TimedScenario) => ({
      scenarioId: each.scenario.id,
      items: each.items,
      timeMs: takeOut(each, startUp),
    })),
  );
}
