import { fitGrowth, type ClassFit, type SizedTime } from "./growth-fit.ts";
import type { JudgementInput, ScenarioFigures } from "./judgement-input.ts";
import type { EvidenceRow, Growth, GrowthClass, LocalExponent, Statement } from "./judgement.ts";
import { computePerItemMs, selectStarted } from "./order.ts";
import { row, say, wordCount } from "./wording.ts";

const SURE_RATIO = 1.5;
const KNEE = 0.5;

export type TimedScenario = SizedTime & { readonly scenario: ScenarioFigures };

/** B4–B7, B9: what the time grows like, where that changes, and how sure that is. */
export function judgeGrowth({ scenarios }: JudgementInput): Growth {
  const timed = selectTimed(scenarios);
  const fits = fitGrowth(timed);
  const exponents = computeExponents(timed);
  const knee = findKnee(timed, exponents);
  const [best, second] = fits;
  const growthClass =
    best !== undefined && second !== undefined && second.normalisedError >= SURE_RATIO * best.normalisedError
      ? best.growthClass
      : null;
  return {
    growthClass,
    fits: fits.map(({ growthClass, coefficientMs, normalisedError }) => ({
      growthClass,
      coefficientMs,
      normalisedError,
    })),
    noise: null,
    exponents,
    knee,
    warmUps: [],
    outliers: [],
    warnings: [],
    statement: describe(timed, growthClass, fits, exponents, knee),
  };
}

function selectTimed(scenarios: readonly ScenarioFigures[]): readonly TimedScenario[] {
  return selectStarted(scenarios).flatMap((scenario) => {
    const perItemMs = computePerItemMs(scenario);
    return perItemMs === null ? [] : [{ scenario, items: scenario.items, ms: perItemMs * scenario.items }];
  });
}

function computeExponents(timed: readonly TimedScenario[]): readonly LocalExponent[] {
  return timed.slice(1).flatMap((larger, i) => {
    const smaller = timed[i];
    if (smaller === undefined || larger.items === smaller.items) return [];
    const exponent = Math.log(larger.ms / smaller.ms) / Math.log(larger.items / smaller.items);
    return [{ fromScenarioId: smaller.scenario.id, toScenarioId: larger.scenario.id, exponent }];
  });
}

function findKnee(timed: readonly TimedScenario[], exponents: readonly LocalExponent[]): Growth["knee"] {
  const turns = exponents.slice(1).flatMap((after, i) => {
    const before = exponents[i];
    const at = timed.find(({ scenario }) => scenario.id === after.fromScenarioId);
    if (before === undefined || at === undefined) return [];
    const change = Math.abs(after.exponent - before.exponent);
    const { exponent: exponentBefore } = before;
    return change < KNEE
      ? []
      : [
          {
            change,
            knee: { scenarioId: at.scenario.id, items: at.items, exponentBefore, exponentAfter: after.exponent },
          },
        ];
  });
  return turns.toSorted((one, other) => other.change - one.change)[0]?.knee ?? null;
}

function describe(
  timed: readonly TimedScenario[],
  growthClass: GrowthClass | null,
  fits: readonly ClassFit[],
  exponents: readonly LocalExponent[],
  knee: Growth["knee"],
): Statement {
  const rows: EvidenceRow[] = [
    ...timed.map(({ scenario, ms }) => row("time of all items", scenario.id, ms, "ms")),
    ...exponents.map(({ toScenarioId, exponent }) => row("local exponent up to here", toScenarioId, exponent, "")),
    ...fits.map(({ growthClass, normalisedError }) => row(`error of ${growthClass}`, null, normalisedError, "share")),
  ];
  const tone = growthClass === null ? "unsure" : "neutral";
  const label = timed.find(({ scenario }) => scenario.id === knee?.scenarioId)?.scenario.label ?? "";
  const verdict = growthClass === null ? "not enough evidence for a growth class." : `${growthClass} fits best.`;
  if (knee === null) {
    const text = growthClass === null ? "Not enough evidence for a growth class." : `Time grows like ${growthClass}.`;
    return say("growth-class", tone, text, rows);
  }
  const text = `${capitalise(wordGrowth(knee.exponentBefore))} up to ${label} (${knee.exponentBefore.toFixed(2)}), then ${wordGrowth(knee.exponentAfter)} (${knee.exponentAfter.toFixed(2)}): a knee at ${wordCount(knee.items)} items; ${verdict}`;
  return say("growth-class", tone, text, rows);
}

/** What a local exponent is called. */
export function wordGrowth(exponent: number): string {
  if (exponent < -0.25) return "falling";
  if (exponent < 0.25) return "constant";
  if (exponent < 0.75) return "sublinear";
  if (exponent < 1.25) return "linear";
  if (exponent < 1.75) return "superlinear";
  if (exponent < 2.25) return "quadratic";
  return exponent < 2.75 ? "more than quadratic" : exponent < 3.25 ? "cubic" : "more than cubic";
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
