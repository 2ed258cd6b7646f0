import { ValueType, type HrTime } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type Histogram,
  type MetricData,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { HistogramMetric, Metric, MetricsRecord, NumberMetric } from "../trace/records.ts";
import { SCOPE, toHrTime } from "./to-otlp.ts";

type Stretch = { readonly startTime: HrTime; readonly endTime: HrTime };

/** Figures of a run as the SDK's exporter takes them: cumulative, since they are rebuilt from the run's start on. */
export function toResourceMetrics({ startMs, atMs, metrics }: MetricsRecord, resource: Resource): ResourceMetrics {
  const stretch = { startTime: toHrTime(startMs), endTime: toHrTime(Math.max(startMs, atMs)) };
  return {
    resource,
    scopeMetrics: [{ scope: SCOPE, metrics: metrics.map((metric) => toMetricData(metric, stretch)) }],
  };
}

function toMetricData(metric: Metric, stretch: Stretch): MetricData {
  const { name, unit, description, type } = metric;
  const valueType = type === "sum" || type === "counter" ? ValueType.INT : ValueType.DOUBLE;
  const base = {
    descriptor: { name, unit, description, valueType },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  if (metric.type === "histogram")
    return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(metric, stretch) };
  const dataPoints = toNumbers(metric, stretch);
  if (metric.type === "gauge") return { ...base, dataPointType: DataPointType.GAUGE, dataPoints };
  return { ...base, dataPointType: DataPointType.SUM, isMonotonic: metric.type === "counter", dataPoints };
}

function toNumbers({ points }: NumberMetric, stretch: Stretch): DataPoint<number>[] {
  return points.map(({ attributes, value }) => ({ ...stretch, attributes: { ...attributes }, value }));
}

function toHistograms({ points }: HistogramMetric, stretch: Stretch): DataPoint<Histogram>[] {
  return points.map(({ attributes, value: { bounds, counts, count, sum, min, max } }) => ({
    ...stretch,
    attributes: { ...attributes },
    value: { buckets: { boundaries: [...bounds], counts: [...counts] }, count, sum, min, max },
  }));
}
