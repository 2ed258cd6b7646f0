import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { build } from "hdr-histogram-js";
import { mean } from "simple-statistics";
import type { NewRunEvent } from "../lib/core/run/events.ts";
import type { RunSpec } from "../lib/core/run/spec.ts";
import { newId } from "../lib/ids.ts";
import { createRawClient, type RawClient } from "../lib/store/clients.ts";
import { withDatabase } from "../lib/store/connection.ts";
import { toBodyJson } from "../lib/store/event-rows.ts";
import { migrateDatabase } from "../lib/store/migrate.ts";
import { createStores, type Stores } from "../lib/store/stores.ts";
import { startEmbeddedPostgres } from "../lib/supervisor/postgres/embedded-postgres.ts";

/**
 * Durable facts per second of the event log for one run of three scenarios, compared with one awaited INSERT per step on the
 * same database in the same run. `npm run bench:log [seconds]`; DATABASE_URL as argument 2 for another server.
 */
const SCENARIOS = ["simple", "medium", "complex"];
/** How many facts a scenario may be ahead of the log; a crash may lose their work. */
const AHEAD = 256;
const EVENTS_PER_APPEND = 1_000;
const PACED_PER_SECOND = 3_000;

const seconds = Number(process.argv[2] ?? "4");
const folder = mkdtempSync(join(tmpdir(), "triptych-bench-"));
const server = process.argv[3] === undefined ? await startEmbeddedPostgres({ folder, database: "bench" }) : null;
const databaseUrl = server?.url ?? withDatabase(process.argv[3] ?? "", "bench");
try {
  await migrateDatabase(databaseUrl);
  await bench(databaseUrl);
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(url: string): Promise<void> {
  const stores = await createStores({ databaseUrl: url });
  const sql = createRawClient(url, SCENARIOS.length);
  await measureSteps(stores, 500); // warm: plans, page cache, compiled code
  await measureInserts(sql, 500);
  // alternating, so that a slowdown of the machine affects both
  const inserts: number[] = [];
  const steps: number[] = [];
  for (let round = 0; round < 3; round++) {
    inserts.push(await measureInserts(sql, (seconds / 3) * 1_000));
    steps.push(await measureSteps(stores, (seconds / 3) * 1_000));
  }
  const events = await measureBulk(stores, seconds * 1_000);
  const latency = await measureLatency(stores, seconds * 1_000);
  await stores.close();
  await sql.end();
  report({ inserts: mean(inserts), steps: mean(steps), events, ...latency });
}

/** Three scenarios, each awaiting one INSERT per step. */
async function measureInserts(sql: RawClient, durationMs: number): Promise<number> {
  const runId = newId("run");
  let seq = 0;
  return countDuring(durationMs, async (scenarioId, isOver, count) => {
    for (let items = 1; !isOver(); items++) {
      const fact = progress(scenarioId, items);
      await sql`
        insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
        values (${runId}, ${++seq}, ${fact.type}, ${fact.atMs}, ${fact.at}, ${fact.actor.role}, ${fact.actor.name}, ${toBodyJson(fact)}::text::jsonb)`;
      count(1);
    }
  });
}

/** Three scenarios, each appending one fact per step to the run's log. */
async function measureSteps(stores: Stores, durationMs: number): Promise<number> {
  const writer = await openRun(stores);
  return countDuring(durationMs, async (scenarioId, isOver, count) => {
    let ahead = 0;
    let proceed: (() => void) | null = null;
    for (let items = 1; !isOver(); items++) {
      ahead++;
      void writer.append({ events: [progress(scenarioId, items)] }).then(() => {
        count(1);
        ahead--;
        proceed?.();
      });
      if (ahead >= AHEAD) await new Promise<void>((resolve) => (proceed = resolve));
    }
    await writer.idle();
  });
}

async function measureBulk(stores: Stores, durationMs: number): Promise<number> {
  const writer = await openRun(stores);
  return countDuring(durationMs, async (scenarioId, isOver, count) => {
    while (!isOver()) {
      await writer.append({
        events: Array.from({ length: EVENTS_PER_APPEND }, (_, items) => progress(scenarioId, items)),
      });
      count(EVENTS_PER_APPEND);
    }
  });
}

async function measureLatency(
  stores: Stores,
  durationMs: number,
): Promise<{ p50: number; p99: number; reached: number }> {
  const writer = await openRun(stores);
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
  });
  const startedAt = performance.now();
  let sent = 0;
  for (let nowMs = 0; nowMs < durationMs; nowMs = performance.now() - startedAt) {
    for (; sent < (nowMs * PACED_PER_SECOND) / 1_000; sent++) {
      const appendedAt = performance.now();
      const scenarioId = SCENARIOS[sent % SCENARIOS.length] ?? "";
      void writer
        .append({ events: [progress(scenarioId, sent)] })
        .then(() => histogram.recordValue(Math.ceil((performance.now() - appendedAt) * 1_000)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await writer.idle();
  const reached = histogram.totalCount / ((performance.now() - startedAt) / 1_000);
  return { p50: histogram.getValueAtPercentile(50) / 1_000, p99: histogram.getValueAtPercentile(99) / 1_000, reached };
}

type Work = (scenarioId: string, isOver: () => boolean, count: (facts: number) => void) => Promise<void>;

/** Durable facts per second. */
async function countDuring(durationMs: number, work: Work): Promise<number> {
  let counted = 0;
  const startedAt = performance.now();
  const isOver = () => performance.now() - startedAt > durationMs;
  await Promise.all(SCENARIOS.map((scenarioId) => work(scenarioId, isOver, (facts) => (counted += facts))));
  return counted / ((performance.now() - startedAt) / 1_000);
}

async function openRun(stores: Stores) {
  const runId = newId("run");
  await stores.runs.create({
    id: runId,
    spec: buildSpec(),
    actor: { role: "system", name: "bench" },
    at: new Date().toISOString(),
  });
  const claim = await stores.ownership.claim(runId, {
    runnerId: "runner_bench",
    host: "bench",
    pid: process.pid,
    processStartedAt: "",
  });
  if (claim === null) throw new Error(`${runId} cannot be claimed`);
  return stores.log.openWriter(claim);
}

function progress(scenarioId: string, items: number): NewRunEvent {
  const counts = { itemsDone: items, itemsOk: items, itemsFailed: 0, batchesDone: items };
  const totals = {
    ...counts,
    elapsedMs: items * 1.25,
    busyMs: items * 1.125,
    quality: 0.9,
    cpuWaitMs: 0,
    inputTokens: 0,
    outputTokens: 0,
    metrics: { accuracy: 0.9, f1: 0.875 },
  };
  const stamp = {
    atMs: items,
    at: "2030-01-01T00:00:00.000Z",
    actor: { role: "runner", name: "runner_bench" },
  } as const;
  return { type: "scenario.progressed", ...stamp, scenarioId, attempt: 1, totals, memoryMb: 64, workers: 1 };
}

function buildSpec(): RunSpec {
  const limits = {
    batchSize: 10,
    concurrency: 1,
    timeBudgetMs: 30_000,
    memoryLimitMb: 256,
    errorTolerance: 0,
    targetQuality: 0.9,
  };
  const scenarios = SCENARIOS.map((id) => ({
    id,
    label: id,
    items: 1_000_000,
    distribution: "uniform" as const,
    ...limits,
  }));
  const sync = {
    sync: "free-running",
    hold: "none",
    milestones: [],
    waitLimitMs: 60_000,
    arrivalTolerance: 0,
  } as const;
  const skill = { title: "bench", skillId: "bench", skillVersion: "1", unit: { one: "step", many: "steps" }, seed: 1 };
  const failure = {
    retry: { mode: "automatic", limit: 0, backoffMs: 0 },
    stallLimitMs: 60_000,
    reducedLoad: false,
  } as const;
  const free = { costCap: null, prices: null, estimate: null, judge: null, input: null };
  return { ...skill, ...sync, ...failure, ...free, scenarios, options: {}, demoId: null, notes: {} };
}

function report(measured: {
  inserts: number;
  steps: number;
  events: number;
  p50: number;
  p99: number;
  reached: number;
}): void {
  const { inserts, steps, events, p50, p99, reached } = measured;
  const round = (value: number) => Math.round(value).toLocaleString("en");
  const verdict = (met: boolean) => (met ? "met" : "MISSED");
  const lines = [
    ["three scenarios, one awaited INSERT per step", `${round(inserts)} steps/s`, "", ""],
    [
      "three scenarios, append to the event log",
      `${round(steps)} steps/s = ${(steps / inserts).toFixed(1)}×`,
      "≥ 6.5×",
      verdict(steps / inserts >= 6.5),
    ],
    [
      `appends of ${round(EVENTS_PER_APPEND)} events`,
      `${round(events)} events/s`,
      "≥ 50,000",
      verdict(events >= 50_000),
    ],
    [
      `append to durable at ${round(reached)} a second`,
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
      "p99 ≤ 5 ms",
      verdict(p99 <= 5),
    ],
  ];
  for (const [what = "", value = "", goal = "", met = ""] of lines)
    console.log(`${what.padEnd(46)}${value.padEnd(34)}${goal.padEnd(14)}${met}`);
}
