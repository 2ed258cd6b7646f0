import type { LangfuseClient } from "@langfuse/client";
import { z } from "zod";
import { SendError } from "../../follow/exporter.ts";
import { ask, type AskLimits } from "../client.ts";
import type { Experiment, ExperimentItem } from "./build-experiment.ts";

/** Langfuse 4 has no runs of data sets any more: it finds experiments by the attributes of spans. */
const GONE = new Set<number | null>([404, 405, 410]);
const PAGE = 100;

const Link = z.object({ datasetItemId: z.string(), datasetRunId: z.string() });
const Links = z.object({ data: z.array(Link), meta: z.object({ totalPages: z.number() }) });

/**
 * The run of a data set, to which Langfuse 3 wants each item linked. It takes no ids for these links, so a repeat would double
 * them: those that it has are left out.
 */
export class DatasetRun {
  readonly #client: LangfuseClient;
  readonly #experiment: Experiment;
  readonly #linked = new Set<string>();
  #isGone = false;
  #id: string | null = null;

  constructor(client: LangfuseClient, experiment: Experiment) {
    this.#client = client;
    this.#experiment = experiment;
  }

  /** Null until an item was linked, and where there are no such runs. */
  get id(): string | null {
    return this.#id;
  }

  /** Reads which items have been linked before. Throws SendError. */
  async read(datasetId: string, limits: AskLimits): Promise<void> {
    const list = async (page: number) =>
      unlessGone(
        ask(limits, Links, (options) =>
          this.#client.api.datasetRunItems.list(
            { datasetId, runName: this.#experiment.name, page, limit: PAGE },
            options,
          ),
        ),
      );
    for (let page = 1; ; page++) {
      const listed = await list(page);
      // there is no run of this name yet
      if (listed === null) return;
      for (const { datasetItemId, datasetRunId } of listed.data) {
        this.#linked.add(datasetItemId);
        this.#id = datasetRunId;
      }
      if (page >= listed.meta.totalPages) return;
    }
  }

  /** Once for each item. Throws SendError. */
  async link({ itemId, traceId, spanId }: ExperimentItem, limits: AskLimits): Promise<void> {
    if (this.#isGone || this.#linked.has(itemId)) return;
    const { name, metadata } = this.#experiment;
    const linked = await unlessGone(
      ask(limits, Link, (options) =>
        this.#client.api.datasetRunItems.create(
          { runName: name, metadata, datasetItemId: itemId, traceId, observationId: spanId },
          options,
        ),
      ),
    );
    if (linked === null) {
      this.#isGone = true;
      return;
    }
    this.#linked.add(itemId);
    this.#id = linked.datasetRunId;
  }
}

async function unlessGone<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SendError && GONE.has(error.status)) return null;
    throw error;
  }
}
