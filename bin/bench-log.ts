import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { build } from "hdr-histogram-js";
import { median } from "simple-statistics";
import type { NewRunEvent } from "../lib/core/run/events.ts";
import type { EventLog } from "../lib/core/ports/event-log.ts";
import type { RunSpec } from "../lib/core/run/spec.ts";
import { newId } from "../lib/ids.ts";
import { createRawClient, type RawClient } from "../lib/store/connection/clients.ts";
import { parseConnection, withDatabase } from "../lib/store/connection/connection.ts";
import { createDialer } from "../lib/store/connection/dial.ts";
import { createPostgresEventLog } from "../lib/store/log/event-log.ts";
import { toBodyJson } from "../lib/store/log/event-rows.ts";
import { migrateDatabase } from "../lib/store/connection/migrate.ts";
import { createStores, type Stores } from "../lib/store/stores.ts";
import { startEmbeddedPostgres } from "../lib/supervisor/postgres/embedded-postgres.ts";
import { measureFlushes } from "./bench-log-flush.ts";
import { createPgClient } from "./bench-log-pg.ts";
import { judgeGoal } from "./goals.ts";

/**
 * Durable facts per second of the event log for one run of three scenarios, compared with one awaited INSERT per step on the
 * same database in the same run; with our driver and with pg, in alternating rounds.
 * `npm run bench:log [seconds]`; DATABASE_URL as argument 2 for another server.
 */
const SCENARIOS = ["simple", "medium", "complex"];
/** How many facts a scenario may be ahead of the log; a crash may lose their work. */
const AHEAD = 256;
const EVENTS_PER_APPEND = 1_000;
const PACED_PER_SECOND = 3_000;
const ROUNDS = 5;
const POOL_SIZE = 6;
/** The driver of the store, to which the goals apply. */
const OURS = "postgres.js";

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

type Driver = { readonly name: string; readonly sql: RawClient; readonly log: EventLog };
type Measured = { readonly inserts: number; readonly steps: number; readonly events: number };

async function bench(url: string): Promise<void> {
  const stores = await createStores({ databaseUrl: url });
  const dialer = createDialer(parseConnection(url));
  const drivers = [toDriver(OURS, createRawClient(dialer, POOL_SIZE)), toDriver("pg", createPgClient(url, POOL_SIZE))];
  const measured = drivers.map((): Measured[] => []);
  // warm: plans, page cache, compiled code
  for (const driver of drivers) await measureRound(stores, driver, 500);
  // in alternating rounds, so that a slowdown of the machine affects all
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, driver] of drivers.entries()) {
      measured[index]?.push(await measureRound(stores, driver, (seconds / ROUNDS) * 1_000));
    }
  }
  const [ours] = drivers;
  const flushes = ours === undefined ? [] : await measureFlushes(toFlushBench(stores, ours), seconds * 1_000);
  const latencies = [];
  for (const driver of drivers) latencies.push(await measureLatency(stores, driver, seconds * 1_000));
  await stores.close();
  for (const driver of drivers) await driver.sql.end();
  dialer.close();
  for (const [index, { name }] of drivers.entries()) report(name, measured[index] ?? [], latencies[index]);
  for (const line of flushes) console.log(line);
}

function toDriver(name: string, sql: RawClient): Driver {
  const silent = { subscribe: async () => async () => undefined, close: async () => undefined };
  return { name, sql, log: createPostgresEventLog(sql, silent) };
}

function toFlushBench(stores: Stores, { sql, log }: Driver): Parameters<typeof measureFlushes>[0] {
  async function readWal(): Promise<number> {
    const rows = await sql<{
      bytes: number;
    }>`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes`;
    return rows[0]?.bytes ?? Number.NaN;
  }
  return { openWriter: () => openRun(stores, log), progress, countDuring, readWal };
}

async function measureRound(stores: Stores, driver: Driver, durationMs: number): Promise<Measured> {
  return {
    inserts: await measureInserts(driver.sql, durationMs),
    steps: await measureSteps(stores, driver, durationMs),
    events: await measureBulk(stores, driver, durationMs),
  };
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
async function measureSteps(stores: Stores, driver: Driver, durationMs: number): Promise<number> {
  const writer = await openRun(stores, driver.log);
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

async function measureBulk(stores: Stores, driver: Driver, durationMs: number): Promise<number> {
  const writer = await openRun(stores, driver.log);
  return countDuring(durationMs, async (scenarioId, isOver, count) => {
    while (!isOver()) {
      await writer.append({
        events: Array.from({ length: EVENTS_PER_APPEND }, (_, items) => progress(scenarioId, items)),
      });
      count(EVENTS_PER_APPEND);
    }
  });
}

type Latency = { readonly p50: number; readonly p99: number; readonly reached: number };

async function measureLatency(stores: Stores, driver: Driver, durationMs: number): Promise<Latency> {
  const writer = await openRun(stores, driver.log);
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

async function openRun(stores: Stores, log: EventLog) {
  const runId = newId("run");
  await stores.runs.create({
    id: runId,
    spec: buildSpec(),
    actor: { role: "system", name: "bench" },
    at: new Date().toISOString(),
  });
  const claim = await stores.ownership.claim(runId, {
    runnerId: "runner_bench",
    machineId: "bench",
    processSpace: null,
    pid: process.pid,
    processStartedAt: "",
  });
  if (claim === null) throw new Error(`${runId} cannot be claimed`);
  return log.openWriter(claim);
}

function progress(scenarioId: string, items: number) {
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
  return {
    type: "scenario.progressed",
    ...stamp,
    scenarioId,
    attempt: 1,
    totals,
    memoryMb: 64,
    workers: 1,
  } as const satisfies NewRunEvent;
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

function report(name: string, rounds: readonly Measured[], latency: Latency | undefined): void {
  if (latency === undefined) return;
  const [inserts, steps, events] = (["inserts", "steps", "events"] as const).map((what) =>
    median(rounds.map((round) => round[what])),
  ) as [number, number, number];
  const ratio = median(rounds.map((round) => round.steps / round.inserts));
  const round = (value: number) => Math.round(value).toLocaleString("en");
  // pg is measured for comparison only
  const verdict = (met: boolean) => (name === OURS ? judgeGoal(met) : "");
  const lines = [
    ["three scenarios, one awaited INSERT per step", `${round(inserts)} steps/s`, "", ""],
    [
      "three scenarios, append to the event log",
      `${round(steps)} steps/s = ${ratio.toFixed(1)}×`,
      "≥ 6.5×",
      verdict(ratio >= 6.5),
    ],
    [
      `appends of ${round(EVENTS_PER_APPEND)} events`,
      `${round(events)} events/s`,
      "≥ 50,000",
      verdict(events >= 50_000),
    ],
    [
      `append to durable at ${round(latency.reached)} a second`,
      `p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms`,
      "p99 ≤ 5 ms",
      verdict(latency.p99 <= 5),
    ],
  ];
  console.log(`${name}, medians of ${ROUNDS} rounds in turns`);
  for (const [what = "", value = "", goal = "", met = ""] of lines)
    console.log(`  ${what.padEnd(46)}${value.padEnd(34)}${goal.padEnd(14)}${met}`);
}
