import type { RunEvent } from "../../core/run/events.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { describeRun, type TraceContext } from "../trace/build-spans.ts";
import type { Attributes, Metric, MetricsRecord, NumberMetric, SpanRecord, TraceRecord } from "../trace/records.ts";
import { Histograms } from "./histograms.ts";
import { INSTRUMENTS } from "./instruments.ts";

type Points = NumberMetric["points"];

/**
 * The figures of one run. Every sum and histogram counts from the run's start on and is rebuilt from its facts, so a figure
 * belongs to a fact and not to the process that read it: after a restart it goes on where it stood, and one that arrives twice
 * says the same twice.
 */
export class RunMetrics {
  readonly #batches = new Histograms(INSTRUMENTS.batchDuration.bounds);
  readonly #calls = new Histograms(INSTRUMENTS.callDuration.bounds);
  readonly #tokens = new Histograms(INSTRUMENTS.tokens.bounds);
  readonly #batchRetries = new Map<string, number>();
  readonly #statuses = new Set<RunState["status"]>();

  /** A fact, with the state after it. */
  takeFact(event: RunEvent, { state }: TraceContext): void {
    this.#statuses.add(state.status);
    const isRetry = event.type === "batch.retried" || (event.type === "batch.failed" && event.next === "automatic");
    if (isRetry) this.#batchRetries.set(event.scenarioId, (this.#batchRetries.get(event.scenarioId) ?? 0) + 1);
  }

  /** What is sent as a span is what is counted. */
  takeSpans(records: readonly TraceRecord[]): void {
    for (const record of records) {
      if (record.kind !== "span") continue;
      if (record.level === "batch")
        this.#batches.add(pick(record, ...OF_SCENARIO, "triptych.batch.ending"), toSeconds(record));
      if (record.level === "call") this.#addCall(record);
    }
  }

  /** All figures after the latest fact. */
  read({ state, clock }: TraceContext): MetricsRecord {
    const { scenarios } = state;
    const each = (toPoints: (scenario: ScenarioState, attributes: Attributes) => Points): Points =>
      scenarios.flatMap((scenario) => toPoints(scenario, describe(state, scenario)));
    const metrics: readonly Metric[] = [
      { ...INSTRUMENTS.runs, points: this.#readStatuses(state) },
      { ...INSTRUMENTS.takeovers, points: [{ attributes: describe(state), value: state.recoveries.length }] },
      { ...INSTRUMENTS.progress, points: each(toProgress(state)) },
      { ...INSTRUMENTS.quality, points: each(toQuality) },
      { ...INSTRUMENTS.items, points: each(toItems(state)) },
      { ...INSTRUMENTS.retries, points: each((scenario, attributes) => this.#readRetries(scenario, attributes)) },
      { ...INSTRUMENTS.batchDuration, points: this.#batches.points },
      { ...INSTRUMENTS.callDuration, points: this.#calls.points },
      { ...INSTRUMENTS.tokens, points: this.#tokens.points },
    ];
    return {
      kind: "metrics",
      startMs: Date.parse(state.queuedAt),
      atMs: clock.wallOf(state.atMs),
      metrics: metrics.filter(({ points }) => points.length > 0),
    };
  }

  #addCall(record: SpanRecord): void {
    const attributes = pick(record, ...OF_SCENARIO, ...OF_CALL);
    this.#calls.add({ ...attributes, ...pick(record, "error.type") }, toSeconds(record));
    const { inputTokens = 0, outputTokens = 0 } = record.usage ?? {};
    for (const [type, count] of [
      ["input", inputTokens],
      ["output", outputTokens],
    ] as const) {
      // a skill that reports none of a kind has not counted them
      if (count > 0) this.#tokens.add({ ...attributes, "gen_ai.token.type": type }, count);
    }
  }

  #readStatuses(state: RunState): Points {
    return [...this.#statuses].map((status) => ({
      attributes: { ...describe(state), "triptych.run.status": status },
      value: status === state.status ? 1 : 0,
    }));
  }

  #readRetries({ id, attempt }: ScenarioState, attributes: Attributes): Points {
    return [
      { attributes: { ...attributes, "triptych.retry.of": "batch" }, value: this.#batchRetries.get(id) ?? 0 },
      { attributes: { ...attributes, "triptych.retry.of": "scenario" }, value: attempt - 1 },
    ];
  }
}

const OF_RUN = ["triptych.run.id", "triptych.skill.id", "triptych.answers"];
const OF_SCENARIO = [...OF_RUN, "triptych.scenario.id"];
const OF_CALL = ["gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model"];

function pick({ attributes }: Pick<SpanRecord, "attributes">, ...names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

function describe(state: RunState, scenario?: ScenarioState): Attributes {
  const attributes = pick({ attributes: describeRun(state) }, ...OF_RUN);
  return scenario === undefined ? attributes : { ...attributes, "triptych.scenario.id": scenario.id };
}

function toSeconds({ startMs, endMs }: SpanRecord): number {
  return Math.max(0, endMs - startMs) / 1_000;
}

function toProgress({ spec }: RunState) {
  return ({ id, totals }: ScenarioState, attributes: Attributes): Points => {
    const items = countItems(spec, id);
    return items === 0 ? [] : [{ attributes, value: totals.itemsDone / items }];
  };
}

function toQuality({ totals: { quality } }: ScenarioState, attributes: Attributes): Points {
  return quality === null ? [] : [{ attributes, value: quality }];
}

function toItems({ spec }: RunState) {
  return ({ id, totals }: ScenarioState, attributes: Attributes): Points =>
    Object.entries({
      ok: totals.itemsOk,
      failed: totals.itemsFailed,
      open: countItems(spec, id) - totals.itemsDone,
    }).map(([outcome, value]) => ({ attributes: { ...attributes, "triptych.item.outcome": outcome }, value }));
}

function countItems({ scenarios }: RunState["spec"], scenarioId: string): number {
  return scenarios.find(({ id }) => id === scenarioId)?.items ?? 0;
}
