import { DURATION_BOUNDS, type DurationCounts } from "../../core/ports/process-figures.ts";
import type { Labels } from "./metric.ts";
import type { Sample, Samples } from "./samples.ts";

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** The text of a scrape. Loads prom-client, which a server that nobody scrapes never needs. */
export async function renderSamples(samples: Samples): Promise<string> {
  const { AggregatorRegistry } = await import("prom-client");
  // what its registries exchange between processes: figures that were counted elsewhere
  const counted = samples.entries().map(({ name, metric: { help, type }, samples: values }) => ({
    name,
    help,
    type,
    aggregator: "first",
    values: values.flatMap((sample) => toValues(name, sample)),
  }));
  return await AggregatorRegistry.aggregate([counted]).metrics();
}

type Value = { readonly metricName?: string; readonly labels: Labels; readonly value: number };

function toValues(name: string, { labels, figure }: Sample): readonly Value[] {
  return typeof figure === "number" ? [{ labels, value: figure }] : toBuckets(name, labels, figure);
}

/** Prometheus' buckets are cumulative. */
function toBuckets(name: string, labels: Labels, { counts, sumSeconds }: DurationCounts): readonly Value[] {
  let count = 0;
  const buckets = [...DURATION_BOUNDS.map(String), "+Inf"].map((le, index) => {
    count += counts[index] ?? 0;
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sumSeconds },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
