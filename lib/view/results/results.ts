import type { ComparativeMetric, Judgement, QualityRank, Statement } from "../../core/run/judgement.ts";
import { computeResults } from "../../core/judgement/compute-results.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatCount, formatDuration, formatPercent } from "../format/format.ts";
import {
  formatBound,
  formatEvidence,
  formatMoney,
  formatScore,
  formatTarget,
  formatTimes,
} from "../format/evidence.ts";
import { selectStandings, type Standing } from "../console/standing.ts";
import type { TableText } from "../charts/table.ts";

/** The results as they stand: those told at the end, else those so far. A run that ended before runs were judged is judged now. */
export function selectRunResults(state: RunState): RunResults {
  const { results } = state;
  return results === null || results.judgement.headline.rule === "none" ? computeResults(state) : results;
}

/** One scenario on the closing slide. */
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
  readonly meetsTarget: boolean | null;
  readonly elapsedMs: number;
  readonly timePerItemMs: number | null;
  readonly attempt: number;
  readonly standing: Standing;
};

export function selectOutcomes(state: RunState, results: RunResults): readonly ScenarioOutcome[] {
  return selectStandings(state).flatMap((standing) => {
    const result = results.scenarios.find(({ scenarioId }) => scenarioId === standing.id);
    const ranked = results.judgement.ranks.find(({ scenarioId }) => scenarioId === standing.id);
    if (result === undefined) return [];
    return [
      {
        id: standing.id,
        index: standing.index,
        label: standing.label,
        items: result.items,
        itemsDone: standing.itemsDone,
        whole: standing.itemsDone >= result.items,
        quality: result.totals.quality,
        target: ranked?.target ?? null,
        rank: ranked?.rank ?? null,
        meetsTarget: ranked?.meetsTarget ?? null,
        elapsedMs: result.totals.elapsedMs,
        timePerItemMs: result.timePerItemMs,
        attempt: result.attempt,
        standing,
      },
    ];
  });
}

export type Verdict = "pass" | "fail" | "unknown" | "told";

/** A figure with its verdict in one word; "told" = a figure that nothing is expected of. */
export type FigureTile = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly statement: Statement;
};

/** What a closing slide has room for, to be read from the last row; what is not known and the others stand below it. */
const ON_SLIDE: ReadonlySet<string> = new Set(["quality-scaling", "time-efficiency", "resource-efficiency", "cost"]);

export function isOnSlide({ id, verdict }: FigureTile): boolean {
  return ON_SLIDE.has(id) && verdict !== "unknown";
}

/** Comparative and stability metrics, then what side by side brought, then what it cost: eight with a cost, seven without. */
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
    note: `needs ${formatTarget(acceptable)}, expected ${formatBound(expected)}`,
    statement,
  };
}

function toEfficiencyTiles({ efficiency, ranks }: Judgement): FigureTile[] {
  if (efficiency === null) return [];
  const { statement, speedup, parallelEfficiency } = efficiency;
  const tile = { verdict: "told", statement } as const;
  return [
    {
      ...tile,
      id: "speedup",
      label: "Speed-up",
      value: formatTimes(speedup),
      note: `of ${ranks.length}× at best`,
    },
    {
      ...tile,
      id: "parallel-efficiency",
      label: "Parallel efficiency",
      value: formatPercent(Math.round(parallelEfficiency * 100)),
      note: `longest ${formatDuration(efficiency.criticalPathMs)}`,
    },
  ];
}

function toCostTile({ cost }: Judgement): FigureTile {
  const { amounts, currency, usage, statement } = cost;
  const tokens = usage.inputTokens + usage.outputTokens;
  const used = `${formatDuration(usage.busySeconds * 1_000)} busy`;
  const priced = amounts !== null && currency !== null;
  return {
    id: "cost",
    label: "Cost",
    value: priced ? formatMoney(amounts.total, currency) : formatDuration(usage.busySeconds * 1_000),
    verdict: "told",
    note: [priced ? used : "busy, no prices", tokens > 0 ? `${formatCount(tokens)} tokens` : ""]
      .filter(Boolean)
      .join(", "),
    statement,
  };
}

/** What each size needed: memory, workers, pace. */
export function toNeedsTable({ resources }: Judgement, labelScenario: (id: string) => string): TableText {
  return {
    caption: "What each scenario needed",
    head: ["Scenario", "Peak memory", "Limit", "Workers", "Items a second"],
    rows: resources.map((need) => [
      labelScenario(need.scenarioId),
      formatEvidence(need.peakMemoryMb, "MB"),
      formatEvidence(need.memoryLimitMb, "MB"),
      formatEvidence(need.concurrency, ""),
      formatEvidence(need.itemsPerSecond, ""),
    ]),
  };
}

/** Usage by scenario; columns of money only with prices, of tokens only when a model was called. */
export function toCostTable({ cost }: Judgement, labelScenario: (id: string) => string): TableText {
  const { currency } = cost;
  const withTokens = cost.usage.inputTokens + cost.usage.outputTokens > 0;
  const rows = [
    ...cost.scenarios.map((each) => ({ name: labelScenario(each.scenarioId), ...each })),
    { name: "all", usage: cost.usage, amounts: cost.amounts },
  ];
  return {
    caption: "What each scenario used",
    head: [
      "Scenario",
      "Busy time",
      "Stored results",
      ...(withTokens ? ["Tokens in", "Tokens out"] : []),
      ...(currency === null ? [] : ["Model", "Compute", "Database", "Total"]),
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
