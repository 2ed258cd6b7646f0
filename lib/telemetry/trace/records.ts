import type { JsonObject } from "../../core/kit/json.ts";

/** Times are milliseconds since 1970, with fractions. */
export type Attributes = { readonly [name: string]: string | number | boolean };

/** Tokens and money of a model call, as the skill reported them. */
export type CallUsage = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null: the skill reports no money, and no price is known */
  readonly costUsd: number | null;
};

/** A span that has ended. scenario: the root of a trace; attempt, batch and call each hang below the one before. */
export type SpanRecord = {
  readonly kind: "span";
  readonly level: "scenario" | "attempt" | "batch" | "call";
  readonly traceId: string;
  readonly spanId: string;
  /** null: the root */
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** null unless it failed */
  readonly error: string | null;
  readonly attributes: Attributes;
  readonly input?: JsonObject;
  readonly output?: JsonObject;
  readonly usage?: CallUsage;
};

/** A moment of a scenario: a fact of the run's log. */
export type EventRecord = {
  readonly kind: "event";
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  /** the fact's type: "milestone.released" */
  readonly name: string;
  readonly atMs: number;
  readonly severity: "info" | "warn" | "error";
  readonly text: string;
  readonly attributes: Attributes;
};

/** A figure of a scenario, or of the run where `traceId` is null. */
export type ScoreRecord = {
  readonly kind: "score";
  readonly id: string;
  readonly runId: string;
  readonly traceId: string | null;
  readonly name: string;
  readonly value: number | string | boolean;
  readonly atMs: number;
  /** the sentence behind a verdict */
  readonly comment: string | null;
};

export type HistogramValue = {
  /** upper ends of the buckets; the last of `counts` is beyond them */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
};

type Measured = { readonly name: string; readonly unit: string; readonly description: string };
/** sum: may fall as well; counter: never falls */
export type NumberMetric = Measured & {
  readonly type: "gauge" | "sum" | "counter";
  readonly points: readonly { readonly attributes: Attributes; readonly value: number }[];
};
export type HistogramMetric = Measured & {
  readonly type: "histogram";
  readonly points: readonly { readonly attributes: Attributes; readonly value: HistogramValue }[];
};
export type Metric = NumberMetric | HistogramMetric;

/** The figures of a run at a moment; sums and histograms count since `startMs`. */
export type MetricsRecord = {
  readonly kind: "metrics";
  readonly startMs: number;
  readonly atMs: number;
  readonly metrics: readonly Metric[];
};

export type TraceRecord = SpanRecord | EventRecord | ScoreRecord | MetricsRecord;
