import { LangfuseClient } from "@langfuse/client";
import type { Resource } from "@opentelemetry/resources";
import { SendError, type Sent } from "../../follow/exporter.ts";
import { exportAll } from "../../otlp/export-all.ts";
import { ask } from "../ask.ts";
import type { LangfuseSettings } from "../../../telemetry-settings.ts";
import { sendScores } from "../send-scores.ts";
import { toScoreEvent } from "../to-score-event.ts";
import { createTraceSender, type TraceSender } from "../trace-sender.ts";
import type { Experiment, ExperimentItem } from "./build-experiment.ts";
import { DatasetRun } from "./dataset-run.ts";
import { toItemSpan } from "./to-item-span.ts";

/** Sends items of one experiment, all of which the receiver has when it resolves. Throws SendError. */
export type SendItems = (items: readonly ExperimentItem[], signal: AbortSignal) => Promise<void>;

export type ExperimentApi = {
  /** Creates the data set unless it is there. Throws SendError. */
  open(experiment: Experiment, signal: AbortSignal): Promise<SendItems>;
  close(): Promise<void>;
};

/** Langfuse's data sets, and the experiments on them. Whatever is sent again replaces what is there. */
export function createExperimentApi(settings: LangfuseSettings, resource: Resource): ExperimentApi {
  const client = new LangfuseClient(settings);
  const traces = createTraceSender(settings);
  return {
    async open(experiment, signal) {
      const { dataset: name } = experiment;
      const dataset = await ask(signal, (options) => client.api.datasets.create({ name }, options));
      const run = new DatasetRun(client, experiment);
      await run.read(dataset.id, signal);
      return createItemSender({ client, traces, resource }, { experiment, run, datasetId: dataset.id });
    },
    close: () => traces.close(),
  };
}

type Way = { readonly client: LangfuseClient; readonly traces: TraceSender; readonly resource: Resource };
type Target = { readonly experiment: Experiment; readonly run: DatasetRun; readonly datasetId: string };

function createItemSender({ client, traces, resource }: Way, { experiment, run, datasetId }: Target): SendItems {
  const { dataset: datasetName } = experiment;
  return async (items, signal) => {
    await Promise.all(
      items.map(({ itemId: id, input }) =>
        ask(signal, (options) => client.api.datasetItems.create({ datasetName, id, input }, options)),
      ),
    );
    for (const item of items) await run.link(item, signal);
    const at = { datasetId, experimentId: run.id ?? experiment.id };
    const spans = items.map((item) => toItemSpan(experiment, item, at, resource));
    requireTaken(await exportAll(spans, traces.send, signal));
    requireTaken(
      await sendScores(
        client,
        items.flatMap(({ scores }) => scores.map(toScoreEvent)),
        signal,
      ),
    );
  };
}

/** An experiment with gaps would mislead. */
function requireTaken({ refused, reason }: Sent): void {
  if (refused > 0) throw new SendError(reason ?? "refused without a reason", { status: 400 });
}
