import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { spanIdOf, traceIdOf } from "../../lib/trace-ids.ts";
import { findChildren } from "../support/processes.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { writeTracedSkill } from "./support/traced-folder.ts";
import { startOtlpReceiver, type ReceivedSpan } from "./support/otlp-receiver.ts";

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let app: TestApp;
let skills: string;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  skills = writeTracedSkill({ failsOnce: true });
  app = await startTestApp({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=stage",
      SKILLS_DIR: skills,
    },
  });
}, 180_000);
afterAll(async () => {
  await app.stop();
  await receiver.close();
  rmSync(skills, { recursive: true });
});

const Exporters = z.object({
  exporters: z.array(z.object({ name: z.string(), status: z.string(), pendingRuns: z.number(), refused: z.number() })),
});

async function readExporters() {
  return Exporters.parse((await app.call("/api/health")).body).exporters;
}

const itemsOf = ({ attributes }: ReceivedSpan): readonly number[] => {
  const [from, to] = [Number(attributes["triptych.batch.from_item"]), Number(attributes["triptych.batch.to_item"])];
  return Array.from({ length: to - from }, (_, offset) => from + offset);
};

test("[F5] a run whose runner is killed with -9 in the middle arrives complete and once, and so does one after telemetry itself was killed", async () => {
  const items = [400, 800];
  const runId = await app.start({ skill: "data-transformation", items, sync: "free-running" });
  await app.untilRun(runId, "it has results", ({ scenarios }) => scenarios.some(({ itemsDone }) => itemsDone > 0));
  process.kill(app.pidOf("runner") ?? 0, "SIGKILL");
  await app.untilRun(runId, "it goes on after the takeover", ({ scenarios }) =>
    scenarios.every(({ itemsDone }) => itemsDone > 0),
  );
  process.kill(findChildren(app.pid, "bin/telemetry.ts")[0] ?? 0, "SIGKILL");
  await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  await expect
    .poll(readExporters, { timeout: 60_000 })
    .toEqual([{ name: "otlp", status: "sending", pendingRuns: 0, refused: 0 }]);

  // a receiver keeps one span per id; what was in flight when telemetry was killed may arrive again, and says the same
  const spans = new Map(receiver.spans.map((span) => [span.spanId, span]));
  for (const [index, id] of ["simple", "medium"].entries()) {
    const own = [...spans.values()].filter(({ traceId }) => traceId === traceIdOf(runId, id));
    expect(own.filter(({ parentSpanId }) => parentSpanId === "")).toMatchObject([{ spanId: spanIdOf(runId, id) }]);
    const batches = own.filter(({ name }) => name === "batch");
    // of a batch that was lost with its runner, results may have been stored
    const counted = batches.filter(({ attributes }) =>
      /^(done|lost)$/.test(String(attributes["triptych.batch.ending"])),
    );
    expect(new Set(counted.flatMap(itemsOf)).size).toBe(items[index]);
    const known = new Set(own.map(({ spanId }) => spanId));
    expect(own.every(({ parentSpanId }) => parentSpanId === "" || known.has(parentSpanId))).toBe(true);
  }
  const recovered = receiver.logs.filter(({ eventName }) => eventName === "triptych.run.recovered");
  expect(new Set(recovered.map(({ traceId }) => traceId))).toEqual(
    new Set([traceIdOf(runId, "simple"), traceIdOf(runId, "medium")]),
  );
  expect(receiver.resources[0]).toMatchObject({ "service.name": "triptych", "deployment.environment.name": "stage" });
}, 180_000);

test("[F5] spans that a skill makes itself hang below its batches, as the database kept them", async () => {
  const retry = { mode: "automatic", limit: 2, backoffMs: 1 };
  const runId = await app.start({ skill: "traced", items: [10, 20], sync: "free-running", retry });
  await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  await expect.poll(readExporters, { timeout: 60_000 }).toMatchObject([{ pendingRuns: 0, refused: 0 }]);
  const ofRun = new Set(["simple", "medium"].map((id) => traceIdOf(runId, id)));
  const all = receiver.spans.filter(({ traceId }) => ofRun.has(traceId));
  const byId = new Map(all.map((span) => [span.spanId, span]));
  const own = all.filter(({ name }) => name.startsWith("work on "));
  expect(own.length).toBeGreaterThan(2);
  for (const span of own) {
    const parent = byId.get(span.parentSpanId);
    expect(parent).toMatchObject({ name: "batch", traceId: span.traceId });
    expect(parent?.attributes["triptych.batch.from_item"]).toBe(span.attributes["skill.from_item"]);
  }
  // the one that failed, and its repetition
  const endings = own.map(({ parentSpanId }) => byId.get(parentSpanId)?.attributes["triptych.batch.ending"]);
  expect(endings.filter((ending) => ending === "failed")).toHaveLength(1);
  const retries = receiver.metrics
    .filter(({ name }) => name === "triptych.scenario.retries")
    .flatMap(({ sum }) => sum?.dataPoints ?? [])
    .filter(({ attributes }) => attributes["triptych.run.id"] === runId && attributes["triptych.retry.of"] === "batch");
  expect(Math.max(...retries.map(({ asInt = 0 }) => asInt))).toBe(1);
}, 120_000);
