import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../lib/core/kit/random.ts";
import { spanIdOf, traceIdOf } from "../../lib/trace-ids.ts";
import { findChildren, until } from "../support/processes.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { startOtlpReceiver } from "./support/otlp-receiver.ts";
import { findSender, readHealth, untilAllSent } from "./support/sender.ts";

const KILLS = 6;
const SCENARIOS = ["simple", "medium"];

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let app: TestApp;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  app = await startTestApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
}, 180_000);
afterAll(async () => {
  await app.stop();
  await receiver.close();
});

test("[F5] killed six times with -9 at random moments, the last time beside a crash of the database, the sender ends up with every run whole", async () => {
  const random = createRandom(12);
  const start = () => app.start({ skill: "data-transformation", items: [200, 400], sync: "free-running" });
  const runIds = [await start(), await start()];
  for (let kill = 0; kill < KILLS; kill++) {
    const sender = findSender(app);
    // a moment in the life of the sender, from its start to its first requests
    const moment = performance.now() + random() * 1_500;
    await until("the moment has come", () => performance.now() > moment);
    process.kill(sender, "SIGKILL");
    await until("another sender is started", () => {
      const [next] = findChildren(app.pid, "bin/telemetry.ts");
      return next !== undefined && next !== sender;
    });
  }
  // a backend that dies makes PostgreSQL break all connections and recover
  process.kill(findChildren(app.databasePid(), "postgres")[0] ?? 0, "SIGKILL");
  for (const runId of runIds) await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  await untilAllSent(app);

  const spans = new Map<string, (typeof receiver.spans)[number]>();
  for (const span of receiver.spans) {
    // what was in flight may arrive again, and says the same
    const known = spans.get(span.spanId);
    expect(known ?? span).toEqual(span);
    spans.set(span.spanId, span);
  }
  for (const runId of runIds) {
    const run = await app.getRun(runId);
    for (const [at, id] of SCENARIOS.entries()) {
      expect(spans.has(spanIdOf(runId, id))).toBe(true);
      const own = [...spans.values()].filter(({ traceId }) => traceId === traceIdOf(runId, id));
      const items = own.flatMap(({ attributes }) => {
        const [from, to] = [attributes["triptych.batch.from_item"], attributes["triptych.batch.to_item"]].map(Number);
        return Array.from({ length: (to ?? 0) - (from ?? 0) || 0 }, (_, offset) => (from ?? 0) + offset);
      });
      expect(new Set(items).size).toBe(run.scenarios[at]?.itemsDone);
      expect(own.every(({ parentSpanId }) => parentSpanId === "" || spans.has(parentSpanId))).toBe(true);
    }
  }
  expect(await readHealth(app)).toMatchObject([{ status: "sending", pendingRuns: 0 }]);
}, 180_000);
