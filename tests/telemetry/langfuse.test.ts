import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, describe, expect, test } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { createLangfuseExporter } from "../../lib/telemetry/langfuse/langfuse-exporter.ts";
import { spanIdOf, traceIdOf } from "../../lib/telemetry/trace-ids.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import { reply, startLangfuse, type Trouble } from "./support/langfuse-stand-in.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };
const QUICK = { gatherMs: 10, firstBackOffMs: 20, leaseMs: 60_000 };
const REPORT = { sent: 0, refused: 0, failures: 0, fault: null };

let langfuse: Awaited<ReturnType<typeof startLangfuse>> | null = null;
afterEach(async () => {
  await langfuse?.close();
  langfuse = null;
});

/** A whole run, sent to a stand-in of Langfuse. */
async function sendRun(
  options: { trouble?: Trouble; behaviour?: FakeBehaviour; content?: boolean; secretKey?: string } = {},
) {
  const stores = createMemoryStores();
  await stores.exports.acquire("langfuse", "test", 60_000, REPORT);
  const received = await startLangfuse(KEYS, options.trouble);
  langfuse = received;
  const settings = { ...KEYS, secretKey: options.secretKey ?? KEYS.secretKey, baseUrl: received.url };
  const faults: string[] = [];
  const follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter: createLangfuseExporter(settings, resourceFromAttributes({ "service.name": "triptych" })),
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
