import { formatBound } from "../../core/words/format.ts";
import type { ComparativeMetric, Judgement, QualityRank, Statement } from "../../core/run/judgement.ts";
import { computeResults } from "../../core/judgement/compute-results.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatCount, formatDuration, formatPercent } from "../format/format.ts";
import { formatEvidence, formatMoney, formatScore, formatTarget, formatTimes } from "../format/evidence.ts";
import { selectQualityExclusion } from "../growth/exclusions.ts";
import { selectScenarioSummaries, type ScenarioSummary } from "../console/scenario-summary.ts";
import type { TableText } from "../charts/table.ts";
import { formatCompute } from "../format/cost.ts";
import { costText } from "../text/cost.ts";
import { detailsText, tileText } from "../text/results.ts";

/** The stored final results, else those so far. */
export function selectRunResults(state: RunState): RunResults {
  return state.results ?? computeResults(state);
}

/** One scenario on the results slide. */
export type ScenarioOutcome = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly items: number;
  readonly itemsDone: number;
  readonly whole: boolean;
  readonly quality: number | null;
  readonly target: number | null;
  readonly rank: QualityRank | null;
  /** why its quality has no rank; null: it has one, or nothing to rank */
  readonly exclusion: string | null;
  readonly meetsTarget: boolean | null;
  readonly elapsedMs: number;
  readonly timePerItemMs: number | null;
  readonly attempt: number;
  readonly summary: ScenarioSummary;
};

export function selectOutcomes(state: RunState, results: RunResults): readonly ScenarioOutcome[] {
  return selectScenarioSummaries(state).flatMap((summary) => {
    const result = results.scenarios.find(({ scenarioId }) => scenarioId === summary.id);
    const ranked = results.judgement.ranks.find(({ scenarioId }) => scenarioId === summary.id);
    if (result === undefined) return [];
    const exclusion = selectQualityExclusion(results, summary.id);
    return [
      {
        id: summary.id,
        index: summary.index,
        label: summary.label,
        items: result.items,
        itemsDone: summary.itemsDone,
        whole: summary.itemsDone >= result.items,
        quality: result.totals.quality,
        target: ranked?.target ?? null,
        rank: exclusion === null ? (ranked?.rank ?? null) : null,
        exclusion,
        meetsTarget: ranked?.meetsTarget ?? null,
        elapsedMs: result.totals.elapsedMs,
        timePerItemMs: result.timePerItemMs,
        attempt: result.attempt,
        summary,
      },
    ];
  });
}

export type Verdict = "pass" | "fail" | "unknown" | "none";

/** A figure with its verdict; "none" for a figure without a target. */
export type FigureTile = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly statement: Statement;
};

/**
 * The tiles that fit on the slide and can be read from the last row; unknown ones and all others follow below it. Compute time
 * without prices is not among them: beside the active times it would be another clock.
 */
const ON_SLIDE: ReadonlySet<string> = new Set(["quality-scaling", "time-efficiency", "resource-efficiency", "cost"]);

export function isOnSlide({ id, verdict }: FigureTile): boolean {
  return ON_SLIDE.has(id) && verdict !== "unknown";
}

/** Comparative and stability metrics, then parallel efficiency, then cost. */
export function selectTiles(judgement: Judgement): readonly FigureTile[] {
  const metrics = [...judgement.comparative, ...judgement.stability].map(toMetricTile);
  const cost = judgement.cost.statement.text === "" ? [] : [toCostTile(judgement)];
  return [...metrics, ...toEfficiencyTiles(judgement), ...cost];
}

function toMetricTile({ id, label, value, verdict, expected, acceptable, statement }: ComparativeMetric): FigureTile {
  return {
    id,
    label,
    value: value === null ? "–" : formatScore(value),
    verdict,
    note: tileText.needs(formatTarget(acceptable), formatBound(expected)),
    statement,
  };
}

function toEfficiencyTiles({ efficiency, ranks }: Judgement): FigureTile[] {
  if (efficiency === null) return [];
  const { statement, speedup, parallelEfficiency } = efficiency;
  const tile = { verdict: "none", statement } as const;
  return [
    {
      ...tile,
      id: "speedup",
      label: tileText.speedup,
      value: formatTimes(speedup),
      note: tileText.speedupNote(ranks.length),
    },
    {
      ...tile,
      id: "parallel-efficiency",
      label: tileText.parallelEfficiency,
      value: formatPercent(Math.round(parallelEfficiency * 100)),
      note: tileText.longest(formatDuration(efficiency.criticalPathMs)),
    },
  ];
}

function toCostTile({ cost }: Judgement): FigureTile {
  const { amounts, currency, usage, statement } = cost;
  const tokens = usage.inputTokens + usage.outputTokens;
  const used = formatCompute(usage.busySeconds);
  const priced = amounts !== null && currency !== null;
  return {
    id: priced ? "cost" : "compute-time",
    label: priced ? tileText.cost : tileText.computeTime,
    value: priced ? formatMoney(amounts.total, currency) : formatDuration(usage.busySeconds * 1_000),
    verdict: "none",
    note: [priced ? used : tileText.noPrices, tokens > 0 ? costText.tokens(formatCount(tokens)) : ""]
      .filter(Boolean)
      .join(", "),
    statement,
  };
}

/** Memory, workers and pace by scenario. */
export function toNeedsTable({ resources }: Judgement, labelScenario: (id: string) => string): TableText {
  return {
    caption: detailsText.needsRegion,
    head: detailsText.needsHead,
    rows: resources.map((need) => [
      labelScenario(need.scenarioId),
      formatEvidence(need.peakMemoryMb, "MB"),
      formatEvidence(need.memoryLimitMb, "MB"),
      formatEvidence(need.concurrency, ""),
      formatEvidence(need.itemsPerSecond, ""),
    ]),
  };
}

/** Usage by scenario; money columns only with prices, token columns only when a model was called. */
export function toCostTable({ cost }: Judgement, labelScenario: (id: string) => string): TableText {
  const { currency } = cost;
  const withTokens = cost.usage.inputTokens + cost.usage.outputTokens > 0;
  const rows = [
    ...cost.scenarios.map((each) => ({ name: labelScenario(each.scenarioId), ...each })),
    { name: detailsText.all, usage: cost.usage, amounts: cost.amounts },
  ];
  return {
    caption: detailsText.costRegion,
    head: [
      ...detailsText.costHead,
      ...(withTokens ? detailsText.tokensHead : []),
      ...(currency === null ? [] : detailsText.moneyHead),
    ],
    rows: rows.map(({ name, usage, amounts }) => [
      name,
      formatDuration(usage.busySeconds * 1_000),
      formatCount(usage.storedItems),
      ...(withTokens ? [formatCount(usage.inputTokens), formatCount(usage.outputTokens)] : []),
      ...(currency === null
        ? []
        : [amounts?.model, amounts?.compute, amounts?.database, amounts?.total].map((amount) =>
            amount === undefined ? "–" : formatMoney(amount, currency),
          )),
    ]),
  };
}
