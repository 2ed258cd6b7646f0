import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { createLangfuseExporter } from "../../lib/telemetry/langfuse/langfuse-exporter.ts";
import { spanIdOf, traceIdOf } from "../../lib/trace-ids.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import { reply, startLangfuse, type Trouble } from "./support/langfuse-stand-in.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };
/** Of a request that is never answered. */
const TIMEOUT_MS = 300;
const QUICK = { gatherMs: 10, firstBackOffMs: 20, leaseMs: 60_000 };
const REPORT = { sent: 0, refused: 0, failures: 0, fault: null };

let langfuse: Awaited<ReturnType<typeof startLangfuse>> | null = null;
afterEach(async () => {
  vi.unstubAllEnvs();
  await langfuse?.close();
  langfuse = null;
});

/** A whole run, sent to a stand-in of Langfuse. */
async function sendRun(
  options: {
    trouble?: Trouble;
    behaviour?: FakeBehaviour;
    content?: boolean;
    secretKey?: string;
    environment?: string;
    limitMs?: number;
  } = {},
) {
  const stores = createMemoryStores();
  await stores.exports.acquire("langfuse", "test", 60_000, REPORT);
  const received = await startLangfuse(KEYS, options.trouble);
  langfuse = received;
  const settings = {
    publicKey: KEYS.publicKey,
    secretKey: options.secretKey ?? KEYS.secretKey,
    baseUrl: received.url,
    timeoutMs: TIMEOUT_MS,
    environment: options.environment ?? null,
  };
  const resource = resourceFromAttributes({ "service.name": "triptych" });
  const faults: string[] = [];
  const follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter: createLangfuseExporter(settings, resource, options.limitMs),
    owner: "test",
    content: options.content ?? false,
    timing: { ...QUICK, flushMs: 100 },
    onFault: (error) => faults.push(String(error)),
  });
  const run = await startDrive({}, options.behaviour ?? {}, undefined, undefined, undefined, stores);
  await run.claimAndDrive();
  await follower.start();
  const isSent = async () => (await stores.exports.listPending("langfuse", 10)).length === 0;
  return { run, received, follower, faults, isSent, state: await run.state() };
}

const USES_TOKENS: FakeBehaviour = { values: () => ({ input_tokens: 120, output_tokens: 8, cost_usd: 0.002 }) };

describe("a run in Langfuse", () => {
  test("[F5] is a session with a trace per scenario, spans of batches and events of what happened", async () => {
    const { run, received, follower, isSent, state } = await sendRun();
    await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
    await follower.close();
    expect(received.problems).toEqual([]);
    const all = [...received.observations.values()];
    for (const { id, label } of state.spec.scenarios) {
      const own = all.filter(({ traceId }) => traceId === traceIdOf(run.runId, id));
      const root = own.find(({ spanId }) => spanId === spanIdOf(run.runId, id));
      expect(root?.attributes).toMatchObject({
        "langfuse.trace.name": expect.stringContaining(label),
        "session.id": run.runId,
        "langfuse.trace.tags": [state.spec.skillId, state.spec.sync, "LIVE"],
        "langfuse.trace.input": expect.stringContaining('"batchSize"'),
        "langfuse.trace.output": expect.stringContaining('"quality"'),
      });
      expect(new Set(own.map(({ attributes }) => attributes["session.id"]))).toEqual(new Set([run.runId]));
      const events = own.filter(({ attributes }) => attributes["langfuse.observation.type"] === "event");
      expect(events.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["milestone.reached", "milestone.released", "scenario.completed"]),
      );
    }
  });

  test("[F5] has every metric, the quality and the verdicts as scores", async () => {
    const { run, received, follower, isSent, state } = await sendRun();
    await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
    await follower.close();
    expect(received.problems).toEqual([]);
    const scores = [...received.scores.values()];
    for (const { id, totals } of state.scenarios) {
      const own = scores.filter(({ traceId }) => traceId === traceIdOf(run.runId, id));
      const valueOf = (name: string) => own.find((score) => score.name === name)?.value;
      expect(valueOf("quality")).toBe(totals.quality ?? undefined);
      for (const [name, value] of Object.entries(totals.metrics))
        expect(valueOf(`metric.${name}`)).toBe(value ?? undefined);
      expect(valueOf("completion_rate")).toBe(1);
    }
    const ofRun = scores.filter(({ sessionId }) => sessionId === run.runId);
    expect(ofRun.find(({ name }) => name === "status")?.value).toBe("complete");
    expect(ofRun.map(({ name }) => name)).toEqual(expect.arrayContaining(["growth", "recommendation"]));
  });

  test("[F5] [J2] a skill that reports tokens has a generation per call, with usage and cost, below its batch", async () => {
    const { run, received, follower, isSent, state } = await sendRun({ behaviour: USES_TOKENS });
    await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
    await follower.close();
    expect(received.problems).toEqual([]);
    const all = [...received.observations.values()];
    for (const { id, items } of state.spec.scenarios) {
      const own = all.filter(({ traceId }) => traceId === traceIdOf(run.runId, id));
      const calls = own.filter(({ attributes }) => attributes["langfuse.observation.type"] === "generation");
      expect(calls).toHaveLength(items);
      const ids = new Set(own.map(({ spanId }) => spanId));
      expect(calls.every(({ parentSpanId }) => ids.has(parentSpanId ?? ""))).toBe(true);
      expect(JSON.parse(String(calls[0]?.attributes["langfuse.observation.usage_details"]))).toEqual({
        input: 120,
        output: 8,
      });
      expect(JSON.parse(String(calls[0]?.attributes["langfuse.observation.cost_details"]))).toEqual({ total: 0.002 });
      expect(calls[0]?.attributes["langfuse.observation.output"]).toBeUndefined();
    }
  });
});

test("[F5] everything is in the environment that is configured", async () => {
  const { received, follower, isSent } = await sendRun({ environment: "stage-2" });
  await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
  await follower.close();
  expect(received.problems).toEqual([]);
  const ofSpans = [...received.observations.values()].map(({ attributes }) => attributes["langfuse.environment"]);
  const ofScores = [...received.scores.values()].map(({ environment }) => environment);
  expect(ofScores.length).toBeGreaterThan(0);
  expect(new Set([...ofSpans, ...ofScores])).toEqual(new Set(["stage-2"]));
});

test("[F5] what is meant for a collector does not reach Langfuse: neither its headers nor its compression", async () => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=secret");
  vi.stubEnv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
  const { received, follower, isSent } = await sendRun();
  await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
  await follower.close();
  expect(received.problems).toEqual([]);
  expect(received.arrivals.length).toBeGreaterThan(1);
  for (const { headers } of received.arrivals) {
    expect(headers["x-collector-key"]).toBeUndefined();
    expect(headers["content-encoding"]).toBeUndefined();
  }
});

describe("a Langfuse that is not well", () => {
  const onceAt = (wanted: string, answer: ReturnType<Trouble>): Trouble => {
    let left = 2;
    return (path) => (path.endsWith(wanted) && left-- > 0 ? answer : null);
  };
  const INGESTION = "/ingestion";
  const TRACES = "/traces";

  test.each([
    ["429 with Retry-After", onceAt(INGESTION, (response) => reply(response, 429, {}, { "retry-after": "0" }))],
    ["500 for scores", onceAt(INGESTION, (response) => reply(response, 500, {}))],
    ["503 for traces", onceAt(TRACES, (response) => reply(response, 503, {}, { "retry-after": "0" }))],
    [
      "207 with errors that pass",
      onceAt(INGESTION, (response) =>
        reply(response, 207, { successes: [], errors: [{ id: "x", status: 500, message: "busy" }] }),
      ),
    ],
  ] as const)("[F5] %s: is asked again until the run is whole, nothing twice", async (_, trouble) => {
    const { received, follower, isSent, state, run } = await sendRun({ trouble });
    await expect.poll(isSent, { timeout: 30_000 }).toBe(true);
    await follower.close();
    expect(received.problems).toEqual([]);
    const roots = state.spec.scenarios.map(({ id }) => received.observations.get(spanIdOf(run.runId, id)));
    expect(roots.every((root) => root !== undefined)).toBe(true);
    expect([...received.scores.values()].filter(({ name }) => name === "quality")).toHaveLength(roots.length);
    expect(follower.report.refused).toBe(0);
  });

  const wholeAndOnce = async ({ received, follower, isSent, state, run }: Awaited<ReturnType<typeof sendRun>>) => {
    await expect.poll(isSent, { timeout: 30_000 }).toBe(true);
    await follower.close();
    expect(received.problems).toEqual([]);
    for (const { id, batchSize, items } of state.spec.scenarios) {
      const own = [...received.observations.values()].filter(({ traceId }) => traceId === traceIdOf(run.runId, id));
      expect(own.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
      const batches = own.filter(({ name }) => name === "batch");
      expect(batches.length).toBeGreaterThanOrEqual(items / batchSize);
      expect(new Set(batches.map(({ attributes }) => JSON.stringify(attributes))).size).toBe(batches.length);
    }
    const named = [...received.scores.values()].map(({ name, traceId }) => `${traceId} ${name}`);
    expect(new Set(named).size).toBe(named.length);
    expect(named.filter((each) => each.endsWith(" quality"))).toHaveLength(state.spec.scenarios.length);
    expect(follower.report.refused).toBe(0);
  };

  test.each([INGESTION, TRACES])(
    "[F5] silence at %s: goes on after its own time limit, whether a request was taken in or not, and nothing is lost or doubled",
    async (path) => {
      let isTaken = false;
      const silence = onceAt(path, (_, take) => {
        if (isTaken) take();
        isTaken = true;
      });
      const sent = await sendRun({ trouble: silence });
      await wholeAndOnce(sent);
      expect(isTaken).toBe(true);
      expect(sent.follower.report.failures).toBe(2);
      expect(sent.faults.join()).toMatch(/timed out|timeout/i);
    },
  );

  test.each([INGESTION, TRACES])("[F5] an answer that trickles at %s is ended", async (path) => {
    const trickles: NodeJS.Timeout[] = [];
    const trickle = onceAt(path, (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      // more often than the limit of silence
      trickles.push(setInterval(() => response.write(" "), TIMEOUT_MS / 6));
    });
    const sent = await sendRun({ trouble: trickle, limitMs: TIMEOUT_MS * 3 });
    await wholeAndOnce(sent);
    trickles.forEach((each) => clearInterval(each));
    expect(sent.follower.report.failures).toBe(2);
  });

  test.each([INGESTION, TRACES])("[F5] 429 at %s: its Retry-After is waited for", async (path) => {
    // longer than the SDK's own time for repetitions, and than our back-off
    const sent = await sendRun({
      trouble: onceAt(path, (response) =>
        reply(response, 429, { message: "Too Many Requests" }, { "retry-after": "1" }),
      ),
    });
    await wholeAndOnce(sent);
    const times = sent.received.arrivals.flatMap(({ path: at, atMs }) => (at.endsWith(path) ? [atMs] : []));
    // two requests were answered with 429
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  test("[F5] a score that it refuses for good is counted, with the reason", async () => {
    const trouble = onceAt(INGESTION, (response) =>
      reply(response, 207, { successes: [], errors: [{ id: "x", status: 400, message: "no such data type" }] }),
    );
    const { follower, isSent, faults } = await sendRun({ trouble });
    await expect.poll(isSent, { timeout: 20_000 }).toBe(true);
    await follower.close();
    expect(follower.report.refused).toBe(1);
    expect(faults.join()).toContain("no such data type");
  });

  test("[F5] wrong keys are said, and nothing of the run counts as sent", async () => {
    const { follower, isSent, faults, received } = await sendRun({ secretKey: "sk-lf-wrong" });
    await expect.poll(() => faults.join(), { timeout: 20_000 }).toContain("401");
    await follower.close();
    expect(await isSent()).toBe(false);
    expect(received.observations.size).toBe(0);
  });
});
