import { decideGrowth } from "./decide.ts";
import { describeGrowth, describeGrowthWarnings } from "./statement.ts";
import { fitGrowth, rootMeanSquare } from "./fit.ts";
import { addWorkerErrors, computeTimeError, fillTimeErrors } from "./noise.ts";
import type { JudgementInput } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";
import { computeExponents, findKnee } from "./knee.ts";
import { selectTimed } from "./timed-scenario.ts";

/** B4–B7, B9: what the time grows like, where that changes, and how sure that is. */
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
  // one class that fits all sizes alike leaves no place where growth changes
  const knee = verdict.by === "even" ? null : findKnee(timed, errors);
  const noise = scatter === null ? null : Math.min(1, rootMeanSquare(scatter));
  return {
    growthClass: verdict.growthClass,
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
    warnings: describeGrowthWarnings(input, timed),
    statement: describeGrowth({ timed, verdict, fits, exponents, knee, noise }, unit),
  };
}
