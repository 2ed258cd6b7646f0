import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spanIdOf, traceIdOf } from "../../lib/trace-ids.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { startLangfuse } from "./support/langfuse-stand-in.ts";
import { accept, startOtlpReceiver } from "./support/otlp-receiver.ts";
import { type Fault, HOSTILE_ANSWERS } from "./support/receiver-faults.ts";
import { findSender, forgetPeak, readHealth, readPeakMb, restartSender, untilAllSent } from "./support/sender.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };
const ITEMS = [200, 400];
/** Beside what it needs for a good receiver. A program that kept a packed answer would need 1,000 more. */
const MAX_GROWTH_MB = 100;

// those that end by themselves: the others are cut off after a minute
const { trickling, "trickling headers": _, ...ending } = HOSTILE_ANSWERS;
let faults: readonly Fault[] = [];
let answered = 0;
function answerBadly(response: ServerResponse): void {
  faults[answered++ % faults.length]?.(response);
}

let otlp: Awaited<ReturnType<typeof startOtlpReceiver>>;
let langfuse: Awaited<ReturnType<typeof startLangfuse>>;
let app: TestApp;
beforeAll(async () => {
  otlp = await startOtlpReceiver((response) => (faults.length === 0 ? accept : answerBadly)(response));
  langfuse = await startLangfuse(KEYS, () => (faults.length === 0 ? null : answerBadly));
  app = await startTestApp({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      LANGFUSE_PUBLIC_KEY: KEYS.publicKey,
      LANGFUSE_SECRET_KEY: KEYS.secretKey,
      LANGFUSE_BASE_URL: langfuse.url,
    },
  });
}, 180_000);
afterAll(async () => {
  await app.stop();
  await Promise.all([otlp.close(), langfuse.close()]);
});

async function runOnce(): Promise<string> {
  const runId = await app.start({ skill: "data-transformation", items: ITEMS, sync: "free-running" });
  await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  return runId;
}

test("[F5] beside hostile receivers a run completes with all its facts, the sender stays small and stops, and everything arrives once they are well", async () => {
  const first = await runOnce();
  await untilAllSent(app);
  const sender = findSender(app);
  const usualMb = readPeakMb(sender);
  forgetPeak(sender);
  expect(otlp.spans.some(({ traceId }) => traceId === traceIdOf(first, "simple"))).toBe(true);

  faults = Object.values(ending);
  const second = await runOnce();
  const run = await app.getRun(second);
  expect(run).toMatchObject({ status: "complete" });
  expect(run.scenarios.map(({ itemsDone }) => itemsDone)).toEqual(ITEMS);
  const facts = await app.events(second);
  expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_fact, at) => at + 1));
  // each kind of answer was met, by both exporters together
  await expect.poll(() => answered, { timeout: 60_000 }).toBeGreaterThanOrEqual(faults.length);
  await expect
    .poll(async () => (await readHealth(app)).map(({ status }) => status), { timeout: 20_000 })
    .toEqual(["failing", "failing"]);
  expect(findSender(app)).toBe(sender);
  expect(readPeakMb(sender) - usualMb).toBeLessThan(MAX_GROWTH_MB);
  expect(otlp.spans.some(({ traceId }) => traceId === traceIdOf(second, "simple"))).toBe(false);

  faults = [trickling];
  // the next one sends at once, whereas this one waits longer and longer
  await restartSender(app);
  const before = answered;
  await expect.poll(() => answered, { timeout: 30_000 }).toBeGreaterThan(before);
  expect(await restartSender(app)).toBeLessThan(6_500);

  faults = [];
  await untilAllSent(app);
  const { spans } = otlp;
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  for (const id of ["simple", "medium"]) {
    const root = spans.filter(({ spanId }) => spanId === spanIdOf(second, id));
    expect(root).toHaveLength(1);
    expect(langfuse.observations.get(spanIdOf(second, id))?.attributes["session.id"]).toBe(second);
  }
  const uids = otlp.logs.map(({ attributes }) => attributes["log.record.uid"]);
  expect(new Set(uids).size).toBe(uids.length);
  expect(langfuse.problems).toEqual([]);
}, 180_000);
