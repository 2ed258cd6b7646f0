import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { createOtlpExporter } from "../../lib/telemetry/otlp/otlp-exporter.ts";
import { spanIdOf, traceIdOf, traceparentOf } from "../../lib/trace-ids.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { TestRunSpec } from "../support/run-spec.ts";
import { startOtlpReceiver, type ReceivedSpan } from "./support/otlp-receiver.ts";

const SKILL = fileURLToPath(new URL("support/traced-skill.ts", import.meta.url));

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let folder: string;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  folder = await mkdtemp(join(tmpdir(), "traced-skill-"));
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
  await rm(folder, { recursive: true });
});

/** Drives a skill that makes spans itself, and sends the run once it has ended. */
async function runTraced(spec: TestRunSpec, { isHanded = true, failsOnce = false } = {}) {
  const host = createProcessSkillHost({
    parentEnv: process.env,
    planOf: async () => ({
      kind: "program",
      program: process.execPath,
      args: ["--disable-warning=ExperimentalWarning", SKILL],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        ...(failsOnce ? { FAILS_ONCE: join(folder, "failed") } : {}),
      },
      folder: null,
      secrets: {},
      maxProcesses: 8,
    }),
  });
  const stores = createMemoryStores();
  await stores.exports.acquire("otlp", "test", 60_000, { sent: 0, refused: 0, failures: 0, fault: null });
  const handed = isHanded ? traceparentOf : undefined;
  const run = await startDrive(spec, {}, host, undefined, undefined, stores, handed);
  return { run, host, stores };
}

async function sendAll(stores: ReturnType<typeof createMemoryStores>): Promise<void> {
  const follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter: createOtlpExporter(resourceFromAttributes({ "service.name": "triptych" }), {
      traces: true,
      logs: false,
      metrics: false,
    }),
    owner: "test",
    content: false,
    timing: { gatherMs: 10, firstBackOffMs: 20, leaseMs: 60_000 },
    onFault: (error) => expect.unreachable(String(error)),
  });
  await follower.start();
  await expect.poll(() => stores.exports.listPending("otlp", 10), { timeout: 20_000 }).toEqual([]);
  await follower.close();
}

const isOwn = ({ name }: ReceivedSpan) => name.startsWith("work on ");
const SIZES = { items: [20, 40], scenario: { concurrency: 2 } };

describe("spans that a skill makes itself", () => {
  test("[F5] each hangs below the batch that it worked on, with several batches at once", async () => {
    const { run, host, stores } = await runTraced(SIZES);
    await run.claimAndDrive();
    await host.endAll();
    await sendAll(stores);
    const known = new Map(receiver.spans.map((span) => [span.spanId, span]));
    const own = receiver.spans.filter(isOwn);
    const batches = receiver.spans.filter(({ name }) => name === "batch");
    expect(batches.length).toBeGreaterThan(6);
    expect(own).toHaveLength(batches.length);
    expect(new Set(own.map(({ parentSpanId }) => parentSpanId)).size).toBe(batches.length);
    for (const span of own) {
      const parent = known.get(span.parentSpanId);
      expect(parent).toMatchObject({
        name: "batch",
        traceId: span.traceId,
        attributes: {
          "triptych.scenario.id": span.attributes["skill.scenario"],
          "triptych.batch.from_item": span.attributes["skill.from_item"],
        },
      });
    }
  });

  test("[F5] after a retry of the scenario, those of the second attempt hang below the second attempt", async () => {
    const { run, host, stores } = await runTraced(SIZES, { failsOnce: true });
    await run.claimAndDrive();
    expect((await run.eventsOf("scenario.failed")).map(({ scenarioId }) => scenarioId)).toEqual(["medium"]);
    await run.send("retry", { scenarioId: "medium" });
    await run.claimAndDrive();
    await host.endAll();
    await sendAll(stores);
    const byId = new Map(receiver.spans.map((span) => [span.spanId, span]));
    const attemptOf = (span: ReceivedSpan) => byId.get(byId.get(span.parentSpanId)?.parentSpanId ?? "")?.name;
    const ofMedium = receiver.spans.filter((span) => isOwn(span) && span.attributes["skill.scenario"] === "medium");
    expect(ofMedium.map(({ traceId }) => traceId)).toEqual(ofMedium.map(() => traceIdOf(run.runId, "medium")));
    const tries = ofMedium.filter(({ attributes }) => attributes["skill.from_item"] === 0);
    expect(tries.map(attemptOf)).toEqual(["attempt 1", "attempt 2"]);
    expect(byId.get(spanIdOf(run.runId, "medium", 2))).toMatchObject({ name: "attempt 2" });
  });

  test("[F5] without a receiver the message of a batch has no field more", async () => {
    const { run, host } = await runTraced(SIZES, { isHanded: false });
    await run.claimAndDrive();
    await host.endAll();
    expect(receiver.spans.filter(isOwn).every(({ parentSpanId }) => parentSpanId === "")).toBe(true);
  });
});
