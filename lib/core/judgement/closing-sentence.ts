import { createStatement, type Clause } from "./text/statement.ts";
import { headlineText, qualityClauses, timeClauses, type TimeClause } from "./text/closing-sentence.ts";
import { describeLeaders } from "./comparison/advise.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, Judgement, Statement } from "../run/judgement.ts";
import { findFlatterStartOf } from "./growth/slope.ts";
import { isFalling, selectPair } from "./evidence.ts";
import { findLoadLimit } from "./sizes/load-limit.ts";
import { MAX_RELATIVE_COST } from "./rating.ts";
import { selectSizeKind } from "./sizes/size-kind.ts";
import { nameSize } from "./text/recommendation.ts";
import { findWorkerGain } from "./sizes/worker-gain.ts";
import { describeExcluded } from "./exclusion.ts";
import { hasFailed, hasFailedByFault, listExcluded, selectQuality, selectStarted } from "./figures.ts";
import { readQuality } from "./read-quality.ts";
import { worstTone } from "./worst-tone.ts";

type Parts = Pick<Judgement, "comparison" | "growth" | "comparative" | "stability" | "partial" | "diagnosis">;

/** The one sentence for the closing slide: whether quality holds, if there is one, and how time grows, or that everything failed. */
export function describeClosing(input: JudgementInput, parts: Parts): Statement {
  const { comparison, growth, comparative, stability, partial, diagnosis } = parts;
  const { scenarios, isLive } = input;
  const scaling = comparative.find(({ id }) => id === "quality-scaling");
  const deviation = stability.find(({ id }) => id === "quality-deviation");
  const rows = [...(scaling?.statement.rows ?? []), ...growth.statement.rows];
  if (scenarios.length > 0 && scenarios.every((each) => hasFailed(each) || hasFailedByFault(each))) {
    const isAnythingSaved = scenarios.some(({ itemsDone }) => itemsDone > 0);
    const isByFaults = scenarios.every(hasFailedByFault);
    const text = isByFaults
      ? headlineText.allFailedByFaults(isAnythingSaved)
      : headlineText.allFailed(diagnosis?.scope === "systematic", isAnythingSaved);
    return createStatement("headline", isByFaults ? "unsure" : "bad", text, rows);
  }
  if (selectStarted(scenarios).length === 0)
    return createStatement("headline", "unsure", isLive ? headlineText.nothingYet : headlineText.nothing, rows);
  if (comparison !== undefined) {
    const clause = describeLeaders(input, comparison);
    const aside = selectAside(scenarios, partial !== null, isLive);
    const shown = comparison.measures.flatMap(({ id, statement }) => (id === "cost" ? [] : statement.rows));
    return createStatement(
      "headline",
      capTone(clause.tone, scenarios),
      headlineText.sentence(null, clause, aside),
      shown,
    );
  }
  const hasQuality = scenarios.some((each) => each.quality !== null);
  const quality = hasQuality ? selectQualityClause(selectPair(scenarios, "quality", growth), scaling, deviation) : null;
  const time = selectTimeClause(input, growth);
  const aside = selectAside(scenarios, partial !== null, isLive);
  const text = headlineText.sentence(quality, time, aside);
  return createStatement(
    "headline",
    capTone(worstTone((quality === null ? [time] : [quality, time]).map(({ tone }) => tone)), scenarios),
    text,
    rows,
  );
}

/** Sizes that are left out with why, other failed ones, or that something is missing. */
function selectAside(scenarios: readonly ScenarioFigures[], isPartial: boolean, isLive: boolean): string {
  const excluded = listExcluded(scenarios).filter(({ reason }) => reason !== "few-items");
  const named = excluded.map(({ scenario }) => scenario);
  const failed = scenarios.filter((each) => !named.includes(each) && hasFailed(each)).map(({ label }) => label);
  const byFault = scenarios.filter((each) => !named.includes(each) && hasFailedByFault(each)).map(({ label }) => label);
  const clauses = [
    ...(failed.length > 0 ? [headlineText.failed(failed)] : []),
    ...(byFault.length > 0 ? [headlineText.failedByFault(byFault)] : []),
    ...describeExcluded(named).map(({ text }) => text),
  ];
  if (clauses.length > 0) return `; ${clauses.join("; ")}`;
  if (!isPartial) return "";
  return isLive ? headlineText.soFar : headlineText.partial;
}

/** With failures a headline is bad; with a size that an injected fault kept from being judged it is not good. */
function capTone(tone: Statement["tone"], scenarios: readonly ScenarioFigures[]): Statement["tone"] {
  const reasons = listExcluded(scenarios).map(({ reason }) => reason);
  if (reasons.includes("failures") || scenarios.some(hasFailed)) return "bad";
  return tone === "good" && (reasons.includes("fault") || scenarios.some(hasFailedByFault)) ? "neutral" : tone;
}

type Metric = ComparativeMetric | undefined;

function selectQualityClause(pair: ReturnType<typeof selectPair>, scaling: Metric, deviation: Metric): Clause {
  if (pair === "items") return qualityClauses.tooFewItems;
  if (typeof pair === "string") return qualityClauses.unknown;
  const [smallest, largest] = [selectQuality(pair.smallest), selectQuality(pair.largest)];
  const course = readQuality(scaling, deviation, { smallest, largest });
  if (smallest === null || largest === null || course === "unknown") return qualityClauses.unknown;
  if (course === "varies") return qualityClauses.varies;
  const clauses = { ...qualityClauses, "drops-within-limits": qualityClauses.dropsWithinLimits };
  return clauses[course](smallest, largest);
}

/** Growth in a clause; an outlier at the largest size qualifies it. More workers gain or lose, whatever the growth is called. */
function selectTimeClause(input: JudgementInput, growth: Judgement["growth"]): TimeClause {
  const kind = selectSizeKind(input, isFalling(growth));
  const gain = kind === "workers" ? findWorkerGain(input, growth) : null;
  if (gain !== null) return timeClauses.workers(gain, input.unit);
  const limit =
    kind === "load" && (growth.kind === "unclear" || isFlatFirst(growth))
      ? findLoadLimit(input, growth, MAX_RELATIVE_COST)
      : null;
  if (limit !== null) return timeClauses.load(limit, input.unit);
  const clause = selectGrowthClause(input.unit, growth);
  const largest = Math.max(...growth.times.map(({ items }) => items));
  const beyond = growth.excluded.find(({ items, reason }) => reason === "outlier" && items > largest);
  if (beyond?.timeMs == null || beyond.expectedMs === null) return clause;
  const label = input.scenarios.find(({ id }) => id === beyond.scenarioId)?.label ?? beyond.scenarioId;
  const name = nameSize(label, beyond.items, input.unit);
  return timeClauses.outlierBeyond(clause, name, beyond.timeMs / beyond.expectedMs);
}

/** A power above all sizes that the first step between sizes denies: under load times hold before they rise. */
function isFlatFirst({ kind, power, exponents }: Judgement["growth"]): boolean {
  const [first] = exponents;
  return kind === "power" && power !== null && first !== undefined && first.exponent < power.low / 2;
}

function selectGrowthClause(unit: JudgementInput["unit"], growth: Judgement["growth"]): Clause {
  const { kind, growthClass, knee, exponents, power, falling, exponential, holds, times, rivals = [] } = growth;
  const fixedMs = selectNotableFixedMs(growth);
  if (kind === "knee" && knee !== null)
    return timeClauses.knee(knee.exponentAfter, knee.items, unit.many, knee.exponentAfter > knee.exponentBefore);
  if (kind === "class" && growthClass !== null) {
    const isFromStart = holds?.fromItems === times[0]?.items;
    return timeClauses.sure(
      growthClass,
      holds && (isFromStart ? { to: holds.toItems } : { from: holds.fromItems }),
      unit,
      fixedMs,
    );
  }
  if (kind === "falling" && falling !== null)
    return timeClauses.falling(falling.speedup, falling.bestItems, falling.stops, unit);
  if (kind === "exponential" && exponential !== null) return timeClauses.exponential(exponential, unit);
  if (kind === "power" && power !== null)
    return timeClauses.power(power, fixedMs, rivals, findFlatterStartOf(growth), unit);
  const [only] = exponents;
  if (exponents.length === 1 && only !== undefined) return timeClauses.twoSizes(only.exponent);
  if (rivals.length > 1) return timeClauses.rivals(rivals);
  return power === null ? timeClauses.unknown : timeClauses.unclear(power);
}

/** Share of the smallest time from which a fixed cost is said in the headline: who doubles the size must not expect twice the time. */
const NOTABLE_SHARE = 0.1;

/** null: there is no fixed cost, or it hardly matters at any size. */
function selectNotableFixedMs({ fixedCost, times }: Judgement["growth"]): number | null {
  const smallest = Math.min(...times.map(({ timeMs }) => timeMs));
  return fixedCost !== null && fixedCost.value >= NOTABLE_SHARE * smallest ? fixedCost.value : null;
}
