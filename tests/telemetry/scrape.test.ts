import { afterEach, expect, test } from "vitest";
import { factsForCancel } from "../../lib/core/decide/cancel-queued.ts";
import type { EventLog } from "../../lib/core/ports/event-log.ts";
import type { RunStore } from "../../lib/core/ports/run-store.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";
import { newId } from "../../lib/ids.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { systemClock } from "../../lib/clock.ts";
import { startProcessCounts } from "../../lib/telemetry/counts/process-counts.ts";
import { Scraper } from "../../lib/telemetry/prometheus/scraper.ts";
import { RunTracker, TRACKED_RUNS } from "../../lib/telemetry/prometheus/run-tracker.ts";
import { createTestDatabase } from "../support/database.ts";
import { startDatabaseProxy } from "../support/database-proxy.ts";
import { AT, buildSpec, PRESENTER } from "../support/spec.ts";
import { createSampleRun, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
});

async function open(stores: Stores): Promise<TestWeb> {
  app = await openTestWeb({ stores });
  return app;
}
async function scrape({ origin }: TestWeb): Promise<readonly string[]> {
  return (await (await fetch(`${origin}/metrics`)).text()).split("\n");
}
const find = (lines: readonly string[], start: string) => lines.filter((line) => line.startsWith(start));

async function createRun(stores: Stores, spec: Partial<RunSpec> = {}, at = AT): Promise<string> {
  const id = newId("run");
  await stores.runs.create({ id, spec: buildSpec(spec), actor: PRESENTER, at });
  return id;
}

async function cancel(stores: Stores, runId: string): Promise<void> {
  const state = await stores.log.readState(runId);
  if (state === null) throw new Error("no such run");
  const rest = { scenarioId: null, percent: null, force: false, fault: null, actor: PRESENTER };
  const command = { id: "click", runId, type: "cancel", ...rest } as const;
  await stores.log.finishUnclaimed(runId, state.lastSeq, {
    events: factsForCancel(state, command, AT),
    status: "cancelled",
  });
}

/** What the format allows: a name, labels whose values escape quote, backslash and line end, and a number. */
const LINE = /^[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})? (?:-?[\d.]+(?:e[+-]?\d+)?|\+Inf|NaN)$/;
const COMMENT = /^# (?:HELP|TYPE) triptych_[a-z_]+ .+$/;

test("[F5] hostile titles and skill names become harmless labels of a limited length", async () => {
  const stores = createMemoryStores();
  const titles = [
    '"} 1\nfake_metric 1',
    "\\",
    '\\\n"',
    "a".repeat(20_000),
    "\u0000\u202e\u2028\r",
    "\ud800",
    "😀".repeat(90),
    "",
  ];
  for (const title of titles) await createRun(stores, { title, skillId: `skill-${title}` });
  const lines = await scrape(await open(stores));
  expect(lines.filter((line) => line !== "" && !LINE.test(line) && !COMMENT.test(line))).toEqual([]);
  const infos = find(lines, "triptych_run_info{");
  expect(infos).toHaveLength(titles.length);
  const values = infos.flatMap((line) =>
    [...line.matchAll(/(?:title|skill)="((?:[^"\\]|\\.)*)"/g)].map(([, value = ""]) => value),
  );
  expect(Math.max(...values.map((value) => Array.from(value.replaceAll(/\\(.)/g, "$1")).length))).toBe(80);
  expect(values.join("")).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
  expect(find(lines, "fake_metric")).toEqual([]);
});

test("[F5] scrapes at about the same time share one answer; without a scrape nothing is read", async () => {
  const stores = createMemoryStores();
  let surveys = 0;
  let reads = 0;
  const runs: RunStore = { ...stores.runs, survey: (limits) => ((surveys += 1), stores.runs.survey(limits)) };
  const log: EventLog = { ...stores.log, read: (...args) => ((reads += 1), stores.log.read(...args)) };
  let nowMs = 0;
  const web = await open(stores);
  const counts = startProcessCounts(systemClock);
  const scraper = new Scraper({
    tracker: new RunTracker({ runs, log }),
    ping: () => stores.ping(),
    exporters: null,
    readProcess: () => counts.read(),
    livingRunners: () => [],
    readHub: () => web.web.hub.figures(),
    shortage: () => null,
    clock: { ...systemClock, nowMs: () => nowMs },
    version: "1.2.3",
    onFault: (error) => expect.unreachable(String(error)),
  });
  const run = await createSampleRun(web, { kind: "milestone" });
  await run.append(20);
  expect(surveys).toBe(0);
  const answers = await Promise.all(Array.from({ length: 20 }, () => scraper.scrape()));
  nowMs = 249;
  answers.push(await scraper.scrape());
  expect([surveys, new Set(answers).size]).toEqual([1, 1]);
  // a run that stands still is not read again, one that moves only from where it was
  nowMs = 250;
  await scraper.scrape();
  expect([surveys, reads]).toEqual([2, 0]);
  await run.append(20);
  nowMs = 500;
  const after = (await scraper.scrape()).split("\n");
  expect([surveys, reads]).toEqual([3, 1]);
  const state = await stores.log.readState(run.runId);
  for (const { id, totals } of state?.scenarios ?? []) {
    const series = `triptych_scenario_items_done{run="${run.runId}",scenario="${id}"}`;
    expect(find(after, series)).toEqual([`${series} ${totals.itemsDone}`]);
  }
  counts.close();
});

test("[F5] 500 past runs cost no series: only the newest have some", async () => {
  const stores = createMemoryStores();
  for (let number = 0; number < 500; number += 1)
    await cancel(stores, await createRun(stores, {}, new Date(Date.UTC(2030, 0, 1, 0, 0, number)).toISOString()));
  const web = await open(stores);
  for (let number = 0; number < TRACKED_RUNS.active + 10; number += 1)
    await (await createSampleRun(web, { scenarios: 6 })).append(30, "running");
  const lines = await scrape(web);
  expect(find(lines, 'triptych_runs{status="cancelled"}')).toEqual(['triptych_runs{status="cancelled"} 500']);
  expect(find(lines, "triptych_run_info{")).toHaveLength(TRACKED_RUNS.active + TRACKED_RUNS.ended);
  expect(find(lines, "triptych_runs_beyond_limit")).toEqual(["triptych_runs_beyond_limit 10"]);
  const series = lines.filter((line) => line !== "" && !line.startsWith("#"));
  expect(series.length).toBeGreaterThan(1_000);
  // docs/telemetry/prometheus.md names this limit
  expect(series.length).toBeLessThan(6_000);
}, 60_000);

test("[F5] while the database is away the answer does not wait for it, says so, and has what is known", async () => {
  const database = await createTestDatabase();
  const proxy = await startDatabaseProxy(database.url);
  const stores = await createStores({ databaseUrl: proxy.url });
  const web = await open(stores);
  const run = await createSampleRun(web);
  await run.append(20);
  const up = async () => find(await scrape(web), "triptych_database_up")[0];
  await expect.poll(up).toBe("triptych_database_up 1");
  const before = find(await scrape(web), "triptych_scenario_items_done");
  expect(before).toHaveLength(3);

  proxy.hold();
  // a scrape that found the database may still be shared
  await expect.poll(up).toBe("triptych_database_up 0");
  const startedMs = performance.now();
  const [away, beside] = await Promise.all([scrape(web), scrape(web)]);
  // a ping would wait for 2 s, a statement for 17; the limit is 0.7 s, and this machine may be busy
  expect(performance.now() - startedMs).toBeLessThan(1_900);
  expect(beside).toEqual(away);
  expect(find(away, "triptych_database_up")).toEqual(["triptych_database_up 0"]);
  expect(find(away, "triptych_database_ping_seconds")).toEqual([]);
  expect(find(away, "triptych_scenario_items_done")).toEqual(before);
  expect(find(away, "triptych_sockets{")).toHaveLength(4);

  proxy.release();
  await expect.poll(up, { timeout: 30_000 }).toBe("triptych_database_up 1");
  await app?.close();
  app = null;
  await proxy.close();
  await database.drop();
}, 60_000);
