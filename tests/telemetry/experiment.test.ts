import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, describe, expect, test } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createExperimentApi } from "../../lib/telemetry/langfuse/experiments/experiment-api.ts";
import { ExperimentSender } from "../../lib/telemetry/langfuse/experiments/experiment-sender.ts";
import { traceIdOf } from "../../lib/trace-ids.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import { reply, startLangfuse, type Trouble } from "./support/langfuse-stand-in.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };
const QUICK = { firstMs: 10, longestMs: 50, lookMs: 20, gatherMs: 5 };
const AT = "2026-05-01T10:00:00.000Z";
/** The judge looked at every other item, and disagrees with each sixth. */
const JUDGED: FakeBehaviour = {
  values: (_, index) => ({
    seen: 1,
    echoed: 1,
    judged: index % 2 === 0 ? 1 : 0,
    judge_agrees: index % 2 === 0 && index % 6 !== 0 ? 1 : 0,
    judge_score: 0.75,
  }),
};
const ITEMS = [20, 40];

type Langfuse = Awaited<ReturnType<typeof startLangfuse>>;
let langfuse: Langfuse | null = null;
const senders: ExperimentSender[] = [];
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()));
  await langfuse?.close();
  langfuse = null;
});

async function finishRun({ version = 4, trouble }: { version?: 3 | 4; trouble?: Trouble } = {}) {
  const stores = createMemoryStores();
  langfuse = await startLangfuse(KEYS, trouble, { version, project: "project 7" });
  const run = await startDrive({ items: ITEMS }, JUDGED, undefined, undefined, undefined, stores);
  await run.claimAndDrive();
  return { stores, run, received: langfuse };
}

function follow(
  stores: ReturnType<typeof createMemoryStores>,
  url: string,
  { content = false, maySend = () => true }: { content?: boolean; maySend?: () => boolean } = {},
) {
  const faults: string[] = [];
  const sender = new ExperimentSender({
    log: stores.log,
    experiments: stores.experiments,
    api: createExperimentApi(
      { ...KEYS, baseUrl: url, timeoutMs: 5_000, environment: null },
      resourceFromAttributes({ "service.name": "triptych" }),
    ),
    exporter: "langfuse",
    content,
    maySend,
    timing: QUICK,
    onFault: (error) => faults.push(String(error)),
  });
  senders.push(sender);
  return { sender, faults };
}

const statusOf = async ({ stores, run }: Pick<Awaited<ReturnType<typeof finishRun>>, "stores" | "run">) =>
  (await stores.experiments.find("langfuse", run.runId))?.status;

describe.each([3, 4] as const)("an experiment in Langfuse %i", (version) => {
  test("[F5] has an item, a trace and scores per judged item, on a data set per size, without outcomes", async () => {
    const made = await finishRun({ version });
    const { stores, run, received } = made;
    const { sender, faults } = follow(stores, received.url);
    await sender.start();
    await stores.experiments.request("langfuse", run.runId, AT);
    await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("sent");
    expect(faults).toEqual([]);
    expect(received.problems).toEqual([]);
    const judged = ITEMS.map((items) => items / 2);
    const total = judged.reduce((sum, items) => sum + items, 0);
    expect(await stores.experiments.find("langfuse", run.runId)).toMatchObject({ sent: total, total, fault: null });
    expect(received.datasets.datasets.size).toBe(ITEMS.length);
    expect(received.datasets.items.size).toBe(total);
    expect(received.datasets.runItems).toHaveLength(version === 3 ? total : 0);

    const spans = [...received.observations.values()];
    expect(spans).toHaveLength(total);
    for (const { spanId, traceId, attributes } of spans) {
      const item = received.datasets.items.get(String(attributes["langfuse.experiment.item.id"]));
      expect(JSON.parse(String(attributes["langfuse.observation.input"]))).toEqual(item?.input);
      expect(attributes["langfuse.experiment.item.root_observation_id"]).toBe(spanId);
      expect(attributes["langfuse.experiment.dataset.id"]).toBe(
        received.datasets.datasets.get(item?.datasetName ?? ""),
      );
      const linked = received.datasets.runItems.find((each) => each.traceId === traceId);
      const ownId: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);
      expect(attributes["langfuse.experiment.id"]).toEqual(linked?.datasetRunId ?? ownId);
      expect(String(attributes["langfuse.observation.output"])).not.toContain("outcome");
    }
    const experiments = new Set(spans.map(({ attributes }) => attributes["langfuse.experiment.id"]));
    expect(experiments.size).toBe(ITEMS.length);
    const named = spans.map(({ attributes }) => String(attributes["langfuse.experiment.metadata"]));
    expect(named.some((text) => text.includes(traceIdOf(run.runId, "simple")))).toBe(true);

    const scores = [...received.scores.values()];
    const agrees = scores.filter(({ name }) => name === "judge_agrees");
    expect(agrees).toHaveLength(total);
    const disagreed = ITEMS.reduce((sum, items) => sum + Math.ceil(items / 6), 0);
    expect(agrees.filter(({ value }) => value === 0)).toHaveLength(disagreed);
    const traces = new Set(spans.map(({ traceId }) => traceId));
    expect(scores.every(({ traceId }) => traces.has(traceId ?? ""))).toBe(true);
  });

  test("[F5] is complete and once although the process that sends ended in the middle", async () => {
    // in the middle of links where there are some, otherwise of items
    let left = version === 3 ? 40 : 25;
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    // from then on there is silence, until that process is gone
    const trouble: Trouble = (path) => {
      if (!path.includes("dataset") || left-- > 0) return null;
      resolve();
      return () => undefined;
    };
    const made = await finishRun({ version, trouble });
    const { stores, run, received } = made;
    await stores.experiments.request("langfuse", run.runId, AT);
    const first = follow(stores, received.url);
    await first.sender.start();
    await reached;
    await first.sender.close();
    const stopped = await stores.experiments.find("langfuse", run.runId);
    expect(stopped).toMatchObject({ status: "requested", total: 30 });
    expect(stopped?.sent).toBeLessThan(30);
    left = Infinity;
    const second = follow(stores, received.url);
    await second.sender.start();
    await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("sent");
    expect(received.problems).toEqual([]);
    expect(received.datasets.items.size).toBe(30);
    expect(received.observations.size).toBe(30);
    const links = received.datasets.runItems.map(({ datasetItemId, runName }) => `${runName} ${datasetItemId}`);
    expect(links).toHaveLength(version === 3 ? 30 : 0);
    expect(new Set(links).size).toBe(links.length);
  });
});

describe("an experiment", () => {
  test("[F5] that is requested again doubles nothing, and has outcomes only on request", async () => {
    const made = await finishRun({ version: 3 });
    const { stores, run, received } = made;
    const { sender } = follow(stores, received.url, { content: true });
    await sender.start();
    for (const _ of [1, 2]) {
      await stores.experiments.request("langfuse", run.runId, AT);
      await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("sent");
    }
    const { observations, datasets } = received;
    expect([datasets.items.size, datasets.runItems.length, observations.size]).toEqual([30, 30, 30]);
    const outputs = [...observations.values()].map(({ attributes }) => attributes["langfuse.observation.output"]);
    expect(outputs.every((output) => String(output).includes('"outcome":"right"'))).toBe(true);
  });

  test.each([
    ["429", 429],
    ["500", 500],
  ])("[F5] is tried again after %s, and says meanwhile why", async (_, status) => {
    let isWell = false;
    const trouble: Trouble = (path) =>
      path.includes("dataset-items") && !isWell
        ? (response) => reply(response, status, {}, { "retry-after": "0" })
        : null;
    const made = await finishRun({ trouble });
    const { stores, run, received } = made;
    const { sender } = follow(stores, received.url);
    await sender.start();
    await stores.experiments.request("langfuse", run.runId, AT);
    const faultOf = async () => (await stores.experiments.find("langfuse", run.runId))?.fault?.status;
    await expect.poll(faultOf, { timeout: 20_000 }).toBe(status);
    expect(await statusOf(made)).toBe("requested");
    isWell = true;
    await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("sent");
    expect(await faultOf()).toBeUndefined();
  });

  test("[F5] that Langfuse refuses has failed, with the status, and can be requested again", async () => {
    const trouble: Trouble = (path) =>
      path.includes("dataset-items") ? (response) => reply(response, 400, { message: "no" }) : null;
    const made = await finishRun({ trouble });
    const { stores, run, received } = made;
    const { sender, faults } = follow(stores, received.url);
    await sender.start();
    await stores.experiments.request("langfuse", run.runId, AT);
    await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("failed");
    expect((await stores.experiments.find("langfuse", run.runId))?.fault?.status).toBe(400);
    expect(faults.length).toBeGreaterThan(0);
    expect(await stores.experiments.request("langfuse", run.runId, AT)).toBe(true);
  });

  test("[F5] is left to the process that has the lease", async () => {
    const made = await finishRun();
    const { stores, run, received } = made;
    let asked = 0;
    const { sender } = follow(stores, received.url, { maySend: () => (asked++, false) });
    await stores.experiments.request("langfuse", run.runId, AT);
    await sender.start();
    await expect.poll(() => asked).toBeGreaterThan(2);
    expect(received.arrivals).toEqual([]);
    const other = follow(stores, received.url);
    await other.sender.start();
    await expect.poll(() => statusOf(made), { timeout: 20_000 }).toBe("sent");
  });
});
