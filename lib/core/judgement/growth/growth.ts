import { rootMeanSquare } from "simple-statistics";
import { decideGrowth } from "./decide.ts";
import { listGrowthWarnings, stateGrowth } from "./statement.ts";
import { fitGrowth } from "./fit.ts";
import { addWorkerErrors, computeTimeError, fillTimeErrors } from "./noise.ts";
import type { JudgementInput } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";
import { computeExponents, findKnee } from "./knee.ts";
import { selectTimed } from "./timed-scenario.ts";

/** B4–B7, B9: how time grows with size, where the growth changes, and how certain both are. */
export function judgeGrowth(input: JudgementInput): Growth {
  const { scenarios, unit } = input;
  const timed = selectTimed(scenarios);
  const scatter = fillTimeErrors(
    timed.map(({ scenario, usual }) => ({ items: scenario.itemsDone, error: computeTimeError(usual.usual) })),
  );
  const errors = addWorkerErrors(timed, scatter);
  const fits = fitGrowth(timed);
  const verdict = decideGrowth(fits, timed, errors);
  const exponents = computeExponents(timed);
  // when one class fits all sizes equally well, growth changes nowhere
  const knee = verdict.by === "even" ? null : findKnee(timed, errors);
  const noise = scatter === null ? null : Math.min(1, rootMeanSquare(scatter));
  return {
    kind: knee !== null ? "knee" : verdict.growthClass !== null ? "class" : "unclear",
    growthClass: verdict.growthClass,
    power: null,
    holds: null,
    falling: null,
    exponential: null,
    fixedCost: null,
    clockStepMs: null,
    excluded: [],
    advice: null,
    fits: fits.map(({ growthClass, coefficientMs, normalisedError }) => ({
      growthClass,
      coefficientMs,
      normalisedError,
    })),
    noise,
    times: timed.map(({ scenario, items, ms }) => ({ scenarioId: scenario.id, items, timeMs: ms })),
    exponents,
    knee,
    warmUps: timed.flatMap(({ scenario, usual }) =>
      usual.warmUp === null ? [] : [{ scenarioId: scenario.id, ...usual.warmUp }],
    ),
    outliers: timed.flatMap(({ scenario, usual }) =>
      usual.outliers.map((outlier) => ({ scenarioId: scenario.id, ...outlier })),
    ),
    warnings: listGrowthWarnings(input, timed),
    statement: stateGrowth({ timed, verdict, fits, exponents, knee, noise }, unit),
  };
}
