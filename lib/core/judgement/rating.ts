import { toFinite } from "./text/statement.ts";
import { excludedConText, tooLittleText } from "./text/evidence.ts";
import { conText } from "./text/recommendation.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Statement } from "../run/judgement.ts";
import { hasEnoughItems, hasEnoughTime, isFalling, MINIMA } from "./evidence.ts";
import {
  bySize,
  computeErrorRate,
  countSucceeded,
  findExclusion,
  hasFailed,
  hasFailedByFault,
  isHarmed,
  isRetried,
  MAX_FAILED_SHARE,
  selectComparable,
  selectQuality,
} from "./figures.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";

/** An item may take this multiple of the cheapest item's time. */
const MAX_RELATIVE_COST = 2;
/** For a scenario without a target or a tolerance of its own. */
const DEFAULT_TARGET = 0.8;
const DEFAULT_TOLERANCE = 0.05;

export type ScenarioRating = {
  readonly scenario: ScenarioFigures;
  readonly quality: number | null;
  readonly perItemMs: number | null;
  /** multiple of the cheapest item's time among the sizes that count, ≥1; null for one that does not */
  readonly relativeCost: number | null;
  /** reasons against it; empty when it meets every limit */
  readonly cons: readonly string[];
  /** unsure: it was not judged */
  readonly tone: Statement["tone"];
};

type Basis = {
  readonly input: JudgementInput;
  readonly growth: Growth;
  readonly cheapestMs: number;
  readonly isQualityKnown: boolean;
};

/** Every size with the reasons against it, smallest first. */
export function rateScenarios(input: JudgementInput, growth: Growth): readonly ScenarioRating[] {
  const counted = selectComparable(input.scenarios);
  const yardsticks = counted.filter((each) => hasEnoughItems(each) && hasEnoughTime(each, growth));
  const basis: Basis = {
    input,
    growth,
    cheapestMs: Math.min(...yardsticks.flatMap((each) => computePerItemMs(each) ?? [])),
    isQualityKnown: counted.some((each) => selectQuality(each) !== null),
  };
  return bySize(input.scenarios).map((scenario) => rate(scenario, basis));
}

function rate(scenario: ScenarioFigures, basis: Basis): ScenarioRating {
  const perItemMs = computePerItemMs(scenario);
  const figures = { scenario, quality: selectQuality(scenario), perItemMs };
  const exclusion = findExclusion(scenario);
  if (exclusion !== null) {
    const { reason, share } = exclusion;
    const tone = reason === "fault" ? "unsure" : "bad";
    const left = [excludedConText[reason](share, MAX_FAILED_SHARE)];
    const cons = reason === "few-items" ? listEndingCons(scenario) : [];
    return { ...figures, relativeCost: null, cons: cons.length > 0 ? cons : left, tone };
  }
  const tooLittle = isFalling(basis.growth) ? [] : listTooLittle(scenario, basis);
  if (tooLittle.length > 0) return { ...figures, relativeCost: null, cons: tooLittle, tone: "unsure" };
  const ratio = perItemMs === null || isFalling(basis.growth) ? null : toFinite(perItemMs / basis.cheapestMs);
  const relativeCost = ratio === null ? null : Math.max(1, ratio);
  const cons = [
    ...listEndingCons(scenario),
    ...listQualityCons(scenario, basis),
    ...listErrorCons(scenario),
    ...listCostCons(scenario, relativeCost),
  ];
  return { ...figures, relativeCost, cons, tone: hasFailedByFault(scenario) ? "unsure" : "bad" };
}

function listTooLittle(scenario: ScenarioFigures, { input, growth }: Basis): readonly string[] {
  const { workMs } = scenario;
  if (!hasEnoughItems(scenario)) return [tooLittleText.items(countSucceeded(scenario), MINIMA.items, input.unit)];
  const outlier = growth.excluded.find(({ scenarioId, reason }) => scenarioId === scenario.id && reason === "outlier");
  if (outlier !== undefined) return [tooLittleText.outlier(outlier.timeMs, outlier.expectedMs)];
  if (scenario.items < (growth.holds?.fromItems ?? 0)) return [tooLittleText.belowGrowth];
  return hasEnoughTime(scenario, growth) ? [] : [tooLittleText.time(workMs)];
}

function listEndingCons(scenario: ScenarioFigures): readonly string[] {
  const { items, itemsDone } = scenario;
  if (itemsDone === 0) return [conText.nothingFinished];
  return [
    ...(hasFailed(scenario) ? [conText.failed] : []),
    ...(hasFailedByFault(scenario) ? [conText.failedByFault] : []),
    ...(itemsDone < items ? [conText.unfinished(countSucceeded(scenario), items)] : []),
  ];
}

/** An unknown quality counts against a size only beside others whose quality is known. */
function listQualityCons(scenario: ScenarioFigures, { isQualityKnown }: Basis): readonly string[] {
  const quality = selectQuality(scenario);
  const target = scenario.run?.targetQuality ?? DEFAULT_TARGET;
  if (quality !== null) return quality >= target ? [] : [conText.quality(quality, target)];
  if (!isQualityKnown) return [];
  return [isHarmed(scenario) ? conText.harmedQuality : conText.unknownQuality];
}

function listErrorCons(scenario: ScenarioFigures): readonly string[] {
  const tolerance = scenario.run?.errorTolerance ?? DEFAULT_TOLERANCE;
  const errorRate = computeErrorRate(scenario) ?? 0;
  return errorRate <= tolerance && errorRate < 1 ? [] : [conText.errors(errorRate, tolerance)];
}

function listCostCons(scenario: ScenarioFigures, relativeCost: number | null): readonly string[] {
  if (relativeCost === null || relativeCost <= MAX_RELATIVE_COST) return [];
  return [conText.cost(relativeCost, isRetried(scenario))];
}
