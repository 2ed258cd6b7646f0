import { createStatement, type Clause } from "./text/statement.ts";
import { headlineText, qualityClauses, timeClauses } from "./text/closing-sentence.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, Judgement, Statement } from "../run/judgement.ts";
import { selectComparable, selectStarted } from "./figures.ts";

type Parts = Pick<Judgement, "growth" | "comparative" | "stability" | "partial" | "diagnosis">;

/** The one sentence for the closing slide: whether quality holds and how time grows, or that everything failed. */
export function describeClosing(input: JudgementInput, parts: Parts): Statement {
  const { growth, comparative, stability, partial, diagnosis } = parts;
  const { scenarios, isLive } = input;
  const failed = scenarios.filter(({ run }) => run?.status === "failed").map(({ label }) => label);
  const scaling = comparative.find(({ id }) => id === "quality-scaling");
  const deviation = stability.find(({ id }) => id === "quality-deviation");
  const rows = [...(scaling?.statement.rows ?? []), ...growth.statement.rows];
  if (scenarios.length > 0 && failed.length === scenarios.length) {
    const isAnythingSaved = scenarios.some(({ itemsDone }) => itemsDone > 0);
    const text = headlineText.allFailed(diagnosis?.scope === "systematic", isAnythingSaved);
    return createStatement("headline", "bad", text, rows);
  }
  if (selectStarted(scenarios).length === 0)
    return createStatement("headline", "unsure", isLive ? headlineText.nothingYet : headlineText.nothing, rows);
  const quality = selectQualityClause(selectComparable(scenarios), scaling, deviation);
  const time = selectTimeClause(input, growth);
  const aside = selectAside(failed, partial !== null, isLive);
  const text = headlineText.sentence(quality, time, aside);
  return createStatement("headline", toTone([quality, time], failed.length > 0), text, rows);
}

function selectAside(failed: readonly string[], isPartial: boolean, isLive: boolean): string {
  if (failed.length > 0) return headlineText.failed(failed);
  if (!isPartial) return "";
  return isLive ? headlineText.soFar : headlineText.partial;
}

function toTone(clauses: readonly Clause[], hasFailures: boolean): Statement["tone"] {
  const tones = clauses.map(({ tone }) => tone);
  if (hasFailures || tones.includes("bad")) return "bad";
  if (tones.every((tone) => tone === "good")) return "good";
  return tones.every((tone) => tone === "unsure") ? "unsure" : "neutral";
}

type Metric = ComparativeMetric | undefined;

/** A smaller difference than this counts as no change of quality. */
const HELD_WITHIN = 0.05;

/** Quality holds within .05; beyond that a drop is acceptable while both metrics pass. */
function selectQualityClause(comparable: readonly ScenarioFigures[], scaling: Metric, deviation: Metric): Clause {
  const [smallest, largest] = [comparable[0]?.quality ?? null, comparable.at(-1)?.quality ?? null];
  if (scaling === undefined || scaling.verdict === "unknown" || smallest === null || largest === null)
    return qualityClauses.unknown;
  if (scaling.verdict === "fail") return qualityClauses.drops(smallest, largest);
  const [isSteady, rise] = [deviation?.verdict !== "fail", largest - smallest];
  if (rise > HELD_WITHIN) return qualityClauses.rises(smallest, largest);
  if (rise < -HELD_WITHIN)
    return isSteady ? qualityClauses.dropsWithinLimits(smallest, largest) : qualityClauses.drops(smallest, largest);
  return isSteady ? qualityClauses.holds(smallest, largest) : qualityClauses.varies;
}

/** Growth in a clause; an outlier at the largest size qualifies it. */
function selectTimeClause({ unit, scenarios }: JudgementInput, growth: Judgement["growth"]): Clause {
  const clause = selectGrowthClause(unit, growth);
  const largest = Math.max(...growth.times.map(({ items }) => items));
  const beyond = growth.excluded.find(({ items, reason }) => reason === "outlier" && items > largest);
  if (beyond?.timeMs == null || beyond.expectedMs === null) return clause;
  const label = scenarios.find(({ id }) => id === beyond.scenarioId)?.label ?? beyond.scenarioId;
  return timeClauses.outlierBeyond(clause, label, beyond.timeMs / beyond.expectedMs);
}

function selectGrowthClause(unit: JudgementInput["unit"], growth: Judgement["growth"]): Clause {
  const { kind, growthClass, knee, exponents, power, falling, exponential, holds, times } = growth;
  if (kind === "knee" && knee !== null)
    return timeClauses.knee(knee.exponentAfter, knee.items, unit.many, knee.exponentAfter > knee.exponentBefore);
  if (kind === "class" && growthClass !== null) {
    const isFromStart = holds?.fromItems === times[0]?.items;
    return timeClauses.sure(
      growthClass,
      holds && (isFromStart ? { to: holds.toItems } : { from: holds.fromItems }),
      unit,
    );
  }
  if (kind === "falling" && falling !== null)
    return timeClauses.falling(falling.speedup, falling.bestItems, falling.stops, unit);
  if (kind === "exponential" && exponential !== null) return timeClauses.exponential(exponential.value, unit);
  if (kind === "power" && power !== null) return timeClauses.power(power);
  const [only] = exponents;
  if (exponents.length === 1 && only !== undefined) return timeClauses.twoSizes(only.exponent);
  return power === null ? timeClauses.unknown : timeClauses.unclear(power);
}
