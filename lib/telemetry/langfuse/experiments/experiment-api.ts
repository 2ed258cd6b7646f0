import type { LangfuseClient } from "@langfuse/client";
import type { Resource } from "@opentelemetry/resources";
import { z } from "zod";
import { SendError, type Sent } from "../../follow/exporter.ts";
import { ANSWER_LIMIT_MS, exportAll } from "../../otlp/export-all.ts";
import { ask, createClient, type AskLimits } from "../client.ts";
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

const Created = z.object({ id: z.string().min(1) });

/** Langfuse's data sets, and the experiments on them. Whatever is sent again replaces what is there. */
export function createExperimentApi(settings: LangfuseSettings, resource: Resource): ExperimentApi {
  const client = createClient(settings);
  const traces = createTraceSender(settings);
  const times = { limitMs: ANSWER_LIMIT_MS, timeoutMs: settings.timeoutMs };
  return {
    async open(experiment, signal) {
      const { dataset: name } = experiment;
      const limits = { signal, ...times };
      const dataset = await ask(limits, Created, (options) => client.api.datasets.create({ name }, options));
      const run = new DatasetRun(client, experiment);
      await run.read(dataset.id, limits);
      return createItemSender({ client, traces, resource, times }, { experiment, run, datasetId: dataset.id });
    },
    close: () => traces.close(),
  };
}

type Way = {
  readonly client: LangfuseClient;
  readonly traces: TraceSender;
  readonly resource: Resource;
  readonly times: Omit<AskLimits, "signal">;
};
type Target = { readonly experiment: Experiment; readonly run: DatasetRun; readonly datasetId: string };

function createItemSender({ client, traces, resource, times }: Way, { experiment, run, datasetId }: Target): SendItems {
  const { dataset: datasetName } = experiment;
  return async (items, signal) => {
    const limits = { signal, ...times };
    await Promise.all(
      items.map(({ itemId: id, input }) =>
        ask(limits, Created, (options) => client.api.datasetItems.create({ datasetName, id, input }, options)),
      ),
    );
    for (const item of items) await run.link(item, limits);
    const at = { datasetId, experimentId: run.id ?? experiment.id };
    const spans = items.map((item) => toItemSpan(experiment, item, at, resource));
    requireTaken(await exportAll(spans, traces.send, limits));
    requireTaken(
      await sendScores(
        client,
        items.flatMap(({ scores }) => scores.map((score) => toScoreEvent(score, null))),
        limits,
      ),
    );
  };
}

/** An experiment with gaps would mislead. */
function requireTaken({ refused, reason }: Sent): void {
  if (refused > 0) throw new SendError(reason ?? "refused without a reason", { status: 400 });
}
