import { toFinite } from "./text/statement.ts";
import { excludedConText, setTimesText, tooLittleText } from "./text/evidence.ts";
import { conText } from "./text/recommendation.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Statement } from "../run/judgement.ts";
import { hasEnoughItems, hasEnoughTime, isFalling, isHardlyGrowing, MINIMA } from "./evidence.ts";
import { computeFurtherPerItemMs, isBeyondFixedCost } from "./sizes/further-time.ts";
import { selectSizeKind, type SizeKind } from "./sizes/size-kind.ts";
import {
  bySize,
  computeErrorRate,
  countSucceeded,
  findExclusion,
  hasFailed,
  hasFailedByFault,
  isHarmed,
  isRetried,
  selectComparable,
  selectQuality,
} from "./figures.ts";

/** An item, or under load a request, may take this multiple of the lowest time. */
export const MAX_RELATIVE_COST = 2;
/** For a scenario without a target or a tolerance of its own. */
const DEFAULT_TARGET = 0.8;
const DEFAULT_TOLERANCE = 0.05;

export type ScenarioRating = {
  readonly scenario: ScenarioFigures;
  readonly quality: number | null;
  /** beyond the fixed cost; null where a size is no amount of work */
  readonly perItemMs: number | null;
  /** its time as measured, where it is the load that a size counts, or time hardly depends on size; else null */
  readonly timeMs: number | null;
  /** multiple of the lowest time per item, or under load of the lowest time, among the sizes that count, ≥1; null for one that does not */
  readonly relativeCost: number | null;
  /** reasons against it; empty when it meets every limit */
  readonly cons: readonly string[];
  /** unsure: it was not judged */
  readonly tone: Statement["tone"];
};

type Basis = {
  readonly input: JudgementInput;
  readonly growth: Growth;
  readonly kind: SizeKind;
  readonly cheapestMs: number;
  readonly isQualityKnown: boolean;
};

/** Every size with the reasons against it, smallest first. */
export function rateScenarios(input: JudgementInput, growth: Growth): readonly ScenarioRating[] {
  const kind = selectSizeKind(input, isFalling(growth));
  const counted = selectComparable(input.scenarios);
  // the part of a response time that any load has is no cost to take out
  const clock = kind === "load" ? { ...growth, fixedCost: null, holds: null } : growth;
  const yardsticks = counted.filter((each) => isEnough(each, kind) && hasEnoughTime(each, clock));
  const basis: Basis = {
    input,
    growth: clock,
    kind,
    cheapestMs: Math.min(...yardsticks.flatMap((each) => computeCostMs(each, input, growth) ?? [])),
    isQualityKnown: counted.some((each) => selectQuality(each) !== null),
  };
  return bySize(input.scenarios).map((scenario) => rate(scenario, basis));
}

/** Only where a size is an amount of work does it need a least number of items. */
function isEnough(scenario: ScenarioFigures, kind: SizeKind): boolean {
  return kind !== "work" || hasEnoughItems(scenario);
}

/** What is compared between sizes; null where a larger size only works faster, or takes no longer. */
function computeCostMs(scenario: ScenarioFigures, input: JudgementInput, growth: Growth): number | null {
  const kind = selectSizeKind(input, isFalling(growth));
  if (kind === "workers" || isFalling(growth) || isHardlyGrowing(input, growth)) return null;
  return kind === "load" ? scenario.workMs : computeFurtherPerItemMs(scenario, growth.fixedCost);
}

function rate(scenario: ScenarioFigures, basis: Basis): ScenarioRating {
  const { input, growth, kind, cheapestMs } = basis;
  const costMs = computeCostMs(scenario, input, growth);
  const figures = {
    scenario,
    quality: selectQuality(scenario),
    perItemMs: kind === "work" ? costMs : null,
    timeMs: isHardlyGrowing(input, growth) ? scenario.workMs : kind === "load" ? costMs : null,
  };
  const exclusion = findExclusion(scenario);
  if (exclusion !== null) {
    const { reason, share } = exclusion;
    const tone = reason === "fault" ? "unsure" : "bad";
    const left = [excludedConText[reason](share)];
    const cons = reason === "few-items" ? listEndingCons(scenario) : [];
    return { ...figures, relativeCost: null, cons: cons.length > 0 ? cons : left, tone };
  }
  const tooLittle = isFalling(growth) || kind === "workers" ? [] : listTooLittle(scenario, basis);
  if (tooLittle.length > 0) return { ...figures, relativeCost: null, cons: tooLittle, tone: "unsure" };
  const ratio = costMs === null ? null : toFinite(costMs / cheapestMs);
  const relativeCost = ratio === null ? null : Math.max(1, ratio);
  const cons = [
    ...listEndingCons(scenario),
    ...listQualityCons(scenario, basis),
    ...listErrorCons(scenario),
    ...listCostCons(scenario, relativeCost, kind),
  ];
  return { ...figures, relativeCost, cons, tone: hasFailedByFault(scenario) ? "unsure" : "bad" };
}

function listTooLittle(scenario: ScenarioFigures, { input, growth, kind }: Basis): readonly string[] {
  const { workMs } = scenario;
  if (!isEnough(scenario, kind)) return [tooLittleText.items(countSucceeded(scenario), MINIMA.items, input.unit)];
  const left = growth.excluded.find(({ scenarioId }) => scenarioId === scenario.id);
  if (left?.reason === "outlier") return [tooLittleText.outlier(left.timeMs, left.expectedMs)];
  if (left?.reason === "time-limit") return [tooLittleText.timeLimit(left.timeMs ?? workMs)];
  if (left?.reason === "set-times") return [setTimesText.con];
  if (left !== undefined) return [tooLittleText.notCounted];
  if (scenario.items < (growth.holds?.fromItems ?? 0)) return [tooLittleText.belowGrowth];
  if (growth.fixedCost !== null && !isBeyondFixedCost(scenario, growth.fixedCost))
    return [tooLittleText.fixedCost(workMs, growth.fixedCost)];
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
  return errorRate <= tolerance && errorRate < 1 ? [] : [conText.errors(errorRate, tolerance, scenario.run !== null)];
}

function listCostCons(scenario: ScenarioFigures, relativeCost: number | null, kind: SizeKind): readonly string[] {
  if (relativeCost === null || relativeCost <= MAX_RELATIVE_COST) return [];
  return kind === "load"
    ? [conText.slower(relativeCost, MAX_RELATIVE_COST)]
    : [conText.cost(relativeCost, MAX_RELATIVE_COST, isRetried(scenario))];
}
