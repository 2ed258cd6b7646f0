import { randomUUID } from "node:crypto";
import { build, type Histogram } from "hdr-histogram-js";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { KEY } from "../support/app-process.ts";
import { connect, join, signIn } from "../support/live-client.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const FRAME_LIMIT_MS = 500;
const ACK_LIMIT_MS = 100;
/** On two cores that nobody else uses, p95 stays below ACK_LIMIT_MS; this is for machines that do more than this test. */
const ACK_LATEST_MS = 250;
/** Three scenarios that want all of two cores for a while. */
const BUSY = { skill: "data-transformation", sync: "milestone", items: [400, 800, 1_200], seed: 9 };

let house: TestApp;
beforeAll(async () => void (house = await startTestApp()), 150_000);
afterAll(() => house.stop());

function percentiles(histogram: Histogram): { p50: number; p95: number; p99: number; max: number; count: number } {
  const at = (p: number) => histogram.getValueAtPercentile(p) / 10;
  return { p50: at(50), p95: at(95), p99: at(99), max: histogram.maxValue / 10, count: histogram.totalCount };
}

test("[F1] while skills take every core, facts reach a viewer within 500 ms and commands are stored at once", async () => {
  const runId = await house.start(BUSY);
  const client = connect(house.origin, { cookie: await signIn(house.origin, KEY) });
  const delays = build({ numberOfSignificantValueDigits: 3 });
  const acks = build({ numberOfSignificantValueDigits: 3 });
  let over: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (over = resolve));
  let isOver = false;
  void finished.then(() => (isOver = true));
  let heardSeq = 0;
  const hear = (event: RunEvent) => {
    // progress is repeated until its scenario ends: only what is new has a delay
    if (event.seq <= heardSeq) return;
    heardSeq = event.seq;
    delays.recordValue(Math.max(1, Math.round((Date.now() - Date.parse(event.at)) * 10)));
    if (event.type === "run.finished") over();
  };
  const joined = await join(client, { runId }, ({ facts, progress }) => [...facts, ...progress].forEach(hear));
  heardSeq = Math.max(heardSeq, joined.state?.lastSeq ?? 0);
  while (!isOver) {
    const askedAt = performance.now();
    // refused, since nobody holds for the presenter: storing and answering costs the same
    const reply = await client
      .timeout(10_000)
      .emitWithAck("command", { runId, id: `click-${randomUUID()}`, type: "advance", percent: 90 });
    if (reply.ok) acks.recordValue(Math.round((performance.now() - askedAt) * 10));
    await Promise.race([finished, delay(150)]);
  }
  client.disconnect();
  const run = await house.getRun(runId);
  const frames = percentiles(delays);
  const commands = percentiles(acks);
  console.log(JSON.stringify({ runMs: Math.round(run.runMs), frames, commands }));
  expect(run.status).toBe("complete");
  expect(frames.count).toBeGreaterThan(100);
  expect(frames.p99).toBeLessThan(FRAME_LIMIT_MS);
  expect(commands.p50).toBeLessThan(ACK_LIMIT_MS);
  expect(commands.p95).toBeLessThan(ACK_LATEST_MS);
}, 240_000);
