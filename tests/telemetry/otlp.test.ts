import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { createOtlpExporter } from "../../lib/telemetry/otlp/otlp-exporter.ts";
import { batchSpanIdOf, spanIdOf, traceIdOf } from "../../lib/trace-ids.ts";
import { factsForCancel } from "../../lib/core/decide/cancel-queued.ts";
import type { RunCommand } from "../../lib/core/run/commands.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import type { TestRunSpec } from "../support/run-spec.ts";
import { accept, startOtlpReceiver } from "./support/otlp-receiver.ts";

const resource = resourceFromAttributes({ "service.name": "triptych" });
const QUICK = { gatherMs: 10, firstBackOffMs: 20, leaseMs: 60_000 };

type Receiver = Awaited<ReturnType<typeof startOtlpReceiver>>;
type Drive = Awaited<ReturnType<typeof startDrive>>;

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

const REPORT = { sent: 0, refused: 0, failures: 0, fault: null };

/** A run that is to be sent, since the exporter was there before it. */
async function startSentDrive(spec: TestRunSpec = {}, behaviour: FakeBehaviour = {}): Promise<Drive> {
  const stores = createMemoryStores();
  await stores.exports.acquire("otlp", "test", 60_000, REPORT);
  return startDrive(spec, behaviour, undefined, undefined, undefined, stores);
}

/** Follows the runs of a drive. */
async function follow({ stores }: Pick<Drive, "stores">, { content = false, owner = "test" } = {}) {
  const faults: string[] = [];
  const exporter = createOtlpExporter(resource, { traces: true, logs: true, metrics: true });
  const follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter,
    owner,
    content,
    timing: QUICK,
    onFault: (error, text) => faults.push(`${text}: ${String(error)}`),
  });
  await follower.start();
  return { follower, faults };
}

/** All that is stored so far is sent, be it nothing that makes a span. */
async function everythingStored({ stores }: Pick<Drive, "stores">): Promise<void> {
  await expect.poll(() => stores.exports.listPending("otlp", 10), { timeout: 20_000 }).toEqual([]);
}

async function nothingPending({ stores }: Pick<Drive, "stores">): Promise<void> {
  await expect.poll(() => stores.exports.listPending("otlp", 10), { timeout: 20_000 }).toEqual([]);
}

async function everythingSent(run: Pick<Drive, "stores">): Promise<void> {
  await nothingPending(run);
  expect(receiver.spans.length).toBeGreaterThan(0);
}

const batchesOf = ({ spans }: Receiver) => spans.filter(({ name }) => name === "batch");
const CANCEL = (runId: string): RunCommand => ({
  id: "cmd_cancel",
  runId,
  type: "cancel",
  scenarioId: null,
  percent: null,
  force: false,
  fault: null,
  actor: { role: "presenter", name: "test" },
});
const idsOf = (records: readonly { readonly spanId: string }[]) => records.map(({ spanId }) => spanId);

describe("a run with a failed batch, a retry and a takeover", () => {
  async function runWithFaults() {
    let failures = 0;
    return startSentDrive(
      { retry: { mode: "automatic", limit: 2, backoffMs: 1 } },
      {
        outcome: ({ request, fromItem }) =>
          request.scenarioId === "medium" && fromItem === 0 && failures++ === 0
            ? { ok: false, kind: "exception", message: "a secret of the skill", workerLost: false }
            : { ok: true },
        reported: ({ request, fromItem, indices }) =>
          request.scenarioId === "medium" && fromItem === 0 && failures === 0 ? 0 : indices.length,
      },
    );
  }

  test("[F5] arrives complete and once, in time order, each batch below its attempt", async () => {
    const run = await runWithFaults();
    const { follower, faults } = await follow(run);
    await run.driveUntilKilled(() => run.seen(({ type }) => type === "batch.failed"));
    await run.claimAndDrive();
    await everythingSent(run);
    await follower.close();
    expect(faults).toEqual([]);

    const state = await run.state();
    const { spans, logs } = receiver;
    expect(new Set(idsOf(spans)).size).toBe(spans.length);
    for (const { id, items, batchSize } of state.spec.scenarios) {
      const own = spans.filter(({ traceId }) => traceId === traceIdOf(run.runId, id));
      const root = own.find(({ parentSpanId }) => parentSpanId === "");
      expect(root).toMatchObject({ spanId: spanIdOf(run.runId, id), attributes: { "session.id": run.runId } });
      const attempts = own.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
      expect(attempts.map(({ name }) => name)).toEqual(["attempt 1"]);
      const batches = own.filter(({ parentSpanId }) => parentSpanId === attempts[0]?.spanId);
      const done = batches.filter(({ attributes }) =>
        /^(done|lost)$/.test(String(attributes["triptych.batch.ending"])),
      );
      const covered = new Set(
        done.flatMap(({ attributes }) =>
          Array.from(
            { length: Number(attributes["triptych.batch.to_item"]) - Number(attributes["triptych.batch.from_item"]) },
            (_, offset) => Number(attributes["triptych.batch.from_item"]) + offset,
          ),
        ),
      );
      expect(covered.size).toBe(items);
      expect(batches.length).toBeGreaterThanOrEqual(Math.ceil(items / batchSize));
      for (const { startTimeUnixNano, endTimeUnixNano } of own)
        expect(endTimeUnixNano).toBeGreaterThanOrEqual(startTimeUnixNano);
    }
    const failed = spans.filter(({ attributes }) => attributes["triptych.batch.ending"] === "failed");
    expect(failed).toHaveLength(1);
    expect(failed[0]?.status).toMatchObject({ message: "the batch failed" });

    const named = logs.map(({ eventName }) => eventName);
    expect(named.filter((name) => name === "triptych.batch.failed")).toHaveLength(1);
    // a takeover concerns each scenario
    expect(named.filter((name) => name === "triptych.run.recovered")).toHaveLength(state.spec.scenarios.length);
    expect(
      new Set(logs.map(({ traceId, eventName, attributes }) => JSON.stringify([traceId, eventName, attributes]))).size,
    ).toBe(logs.length);
  });

  test("[F5] what the skill said goes out on request alone", async () => {
    const silent = await runWithFaults();
    await silent.claimAndDrive();
    const first = await follow(silent);
    await everythingSent(silent);
    await first.follower.close();
    const texts = () =>
      JSON.stringify([receiver.logs, receiver.spans], (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
    expect(texts()).not.toContain("a secret of the skill");
    const open = await runWithFaults();
    await open.claimAndDrive();
    const second = await follow(open, { content: true });
    await everythingSent(open);
    await second.follower.close();
    expect(texts()).toContain("a secret of the skill");
  });

  test("[F5] another process sends on from the stored place, with the same ids", async () => {
    const run = await runWithFaults();
    const first = await follow(run);
    await run.driveUntilKilled(() => run.seen(({ type }) => type === "batch.failed"));
    await everythingSent(run);
    await first.follower.close();
    const sentBefore = receiver.spans.length + receiver.logs.length;
    expect(sentBefore).toBeGreaterThan(0);
    await run.claimAndDrive();
    const second = await follow(run, { owner: "another" });
    await everythingSent(run);
    await second.follower.close();
    expect(second.faults).toEqual([]);
    expect(new Set(idsOf(receiver.spans)).size).toBe(receiver.spans.length);
  });
});

test("[F5] batches of a runner that died arrive once when its run ends without another one, and say so", async () => {
  const run = await startSentDrive({}, { outcome: () => "never", reported: () => 4 });
  const first = await follow(run);
  await run.driveUntilKilled(() =>
    run.seen((event) => event.type === "scenario.progressed" && event.totals.itemsDone >= 4),
  );
  await everythingStored(run);
  await first.follower.close();
  expect(batchesOf(receiver)).toEqual([]);
  const state = await run.state();
  const events = factsForCancel(state, CANCEL(run.runId), new Date().toISOString());
  expect(await run.stores.log.finishUnclaimed(run.runId, state.lastSeq, { events })).toBe(true);
  const second = await follow(run, { owner: "another" });
  await everythingSent(run);
  await second.follower.close();

  expect(second.faults).toEqual([]);
  expect((await run.eventsOf("run.recovered")).length).toBe(0);
  const batches = batchesOf(receiver);
  expect(batches.length).toBeGreaterThan(0);
  expect(new Set(idsOf(receiver.spans)).size).toBe(receiver.spans.length);
  for (const { attributes, status, endTimeUnixNano, startTimeUnixNano } of batches) {
    expect(attributes).toMatchObject({ "triptych.batch.ending": "unfinished", "error.type": "unfinished" });
    expect(status).toMatchObject({ code: "STATUS_CODE_ERROR", message: "unfinished when its run ended" });
    expect(endTimeUnixNano).toBeGreaterThanOrEqual(startTimeUnixNano);
  }
});

describe("a collector that is not well", () => {
  test("[F5] is asked again until it takes a run, and nothing is lost", async () => {
    await receiver.close();
    receiver = await startOtlpReceiver((response, requests) => {
      if (requests <= 3) response.writeHead(503, { "retry-after": "0" }).end("later");
      else accept(response);
    });
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
    vi.stubEnv("OTEL_EXPORTER_OTLP_TIMEOUT", "200");
    const run = await startSentDrive();
    const { follower } = await follow(run);
    await run.claimAndDrive();
    await everythingSent(run);
    await follower.close();
    const roots = receiver.spans.filter(({ parentSpanId }) => parentSpanId === "");
    expect(roots).toHaveLength((await run.state()).spec.scenarios.length);
    expect(follower.report).toMatchObject({ refused: 0, fault: null });
  });

  test("[F5] a record that it never takes is counted and costs no other", async () => {
    await receiver.close();
    let refused = 0;
    receiver = await startOtlpReceiver((response) => {
      // of each request with several records nothing is taken, and of single ones all but the first
      if (refused++ === 0) response.writeHead(400).end("no");
      else accept(response);
    });
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
    const run = await startSentDrive();
    const { follower } = await follow(run);
    await run.claimAndDrive();
    await everythingSent(run);
    await follower.close();
    expect(receiver.spans.filter(({ parentSpanId }) => parentSpanId === "")).toHaveLength(
      (await run.state()).spec.scenarios.length,
    );
  });
});

test.each(["traces", "logs", "metrics"])(
  "[F5] a collector that takes %s alone gets all of them, and the rest is counted as refused",
  async (alone) => {
    await receiver.close();
    receiver = await startOtlpReceiver((response, _, path) => {
      if (path.endsWith(`/${alone}`)) accept(response);
      else response.writeHead(404).end("404 page not found");
    });
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
    const run = await startSentDrive();
    const { follower, faults } = await follow(run);
    await run.claimAndDrive();
    await nothingPending(run);
    await follower.close();
    expect(follower.report.refused).toBeGreaterThan(0);
    expect(faults.join()).toMatch(/it takes no (traces|logs|metrics): .*404.*OTEL_[A-Z]+_EXPORTER=none/);
    const arrived = { traces: receiver.spans, logs: receiver.logs, metrics: receiver.metrics }[alone];
    expect(arrived?.length).toBeGreaterThan(3);
  },
);

test.each([401, 404, 405])(
  "[F5] an answer with %i concerns address or keys: nothing is given up, and all arrives once they are right",
  async (status) => {
    await receiver.close();
    receiver = await startOtlpReceiver((response, requests) => {
      if (requests <= 4) response.writeHead(status).end();
      else accept(response);
    });
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
    const run = await startSentDrive();
    await run.claimAndDrive();
    const { follower, faults } = await follow(run);
    await everythingSent(run);
    await follower.close();
    expect(faults.join()).toContain(`(${status})`);
    expect(follower.report).toMatchObject({ refused: 0, fault: null });
    const uids = receiver.logs.map(({ attributes }) => attributes["log.record.uid"]);
    expect(uids.every((uid) => typeof uid === "string")).toBe(true);
    expect(new Set(uids).size).toBe(uids.length);
  },
);

test("[F5] ids are of the lengths of the W3C's Trace Context, and differ for each try of a batch", () => {
  expect(traceIdOf("run_1", "simple")).toMatch(/^[0-9a-f]{32}$/);
  const batch = { fromItem: 0, toItem: 5, startMs: 1.5 };
  expect(batchSpanIdOf("run_1", "simple", 1, batch)).toMatch(/^[0-9a-f]{16}$/);
  expect(batchSpanIdOf("run_1", "simple", 1, batch)).not.toBe(
    batchSpanIdOf("run_1", "simple", 1, { ...batch, startMs: 2 }),
  );
});
