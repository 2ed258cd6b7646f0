import { createObservationAttributes, LangfuseOtelSpanAttributes as Keys } from "@langfuse/tracing";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { toContext, toReadableSpan } from "../../otlp/to-otlp.ts";
import type { Experiment, ExperimentItem } from "./build-experiment.ts";

/** The environment that Langfuse's own experiments have, so that its lists of live traces can leave them out. */
const ENVIRONMENT = "sdk-experiment";

export type InDataset = {
  readonly datasetId: string;
  /** as Langfuse names the run of the data set; the experiment's own where it has no such runs */
  readonly experimentId: string;
};

/** The trace of one item: a root span with the experiment's attributes, linked to the span of its scenario. */
export function toItemSpan(
  experiment: Experiment,
  item: ExperimentItem,
  { datasetId, experimentId }: InDataset,
  resource: Resource,
): ReadableSpan {
  const { metadata, scenario, atMs } = experiment;
  const { itemId, traceId, spanId, name, input, output } = item;
  const record = { traceId, spanId, parentSpanId: null, name, startMs: atMs, endMs: atMs, error: null };
  const span = toReadableSpan({ kind: "span", level: "batch", ...record, attributes: {} }, resource);
  return {
    ...span,
    links: [{ context: toContext(scenario.traceId, scenario.spanId) }],
    attributes: {
      ...createObservationAttributes("span", { level: "DEFAULT", input, output, metadata }),
      [Keys.TRACE_NAME]: name,
      [Keys.ENVIRONMENT]: ENVIRONMENT,
      [Keys.EXPERIMENT_ID]: experimentId,
      [Keys.EXPERIMENT_NAME]: experiment.name,
      [Keys.EXPERIMENT_METADATA]: JSON.stringify(metadata),
      [Keys.EXPERIMENT_DATASET_ID]: datasetId,
      [Keys.EXPERIMENT_ITEM_ID]: itemId,
      [Keys.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID]: spanId,
    },
  };
}
