import { isDeepStrictEqual } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import type { RunDetail } from "../../lib/api/schemas.ts";
import { createRandom, drawInteger } from "../../lib/core/inputs/data.ts";
import { SYNC_MODES, type SyncMode } from "../../lib/core/run/spec.ts";
import { findChildren, until } from "./processes.ts";
import type { TestApp } from "./test-app.ts";

/** "worker": a skill's process while it prepares */
export type Victim = "runner" | "web" | "PostgreSQL" | "worker";

/** Single victims and pairs; the second of "runner, runner" is killed while it recovers the run. */
const VICTIMS: readonly (readonly Victim[])[] = [
  ["runner"],
  ["web"],
  ["PostgreSQL"],
  ["worker"],
  ["runner", "web"],
  ["runner", "PostgreSQL"],
  ["web", "PostgreSQL"],
  ["worker", "runner"],
  ["runner", "runner"],
  ["worker", "worker"],
];

/** One seeded disturbance of one run. */
export type KillPoint = {
  readonly victims: readonly Victim[];
  readonly sync: SyncMode;
  /** share of the run's items that is done at the first kill; null: while it prepares */
  readonly share: number | null;
  /** between the two kills of a pair */
  readonly gapMs: number;
};

export type KillOutcome = {
  /** whether the run was still going on at the last kill, and a worker killed while preparing was reported as such */
  readonly isHit: boolean;
  /** how it differs from the undisturbed run; empty: not at all */
  readonly problems: readonly string[];
  readonly recoveries: number;
  /** facts about workers that did not become ready */
  readonly failedStarts: number;
  readonly tookMs: number;
};

const ITEMS = [90, 150, 240] as const;
const TOTAL = ITEMS.reduce((sum, count) => sum + count, 0);
/** A run may end before a late kill. */
const MAX_TRIES = 3;

export function planKillPoints(count: number, seed: number): KillPoint[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index): KillPoint => {
    const victims = VICTIMS[index % VICTIMS.length] ?? ["runner"];
    const sync = SYNC_MODES[drawInteger(random, SYNC_MODES.length)] ?? "milestone";
    const [share, isEarly, gapMs] = [0.05 + 0.75 * random(), random() < 0.2, drawInteger(random, 1_500)];
    return { victims, sync, gapMs, share: isEarly || victims[0] === "worker" ? null : share };
  });
}

export function describeKillPoint({ victims, sync, share, gapMs }: KillPoint): string {
  const moment = share === null ? "while it prepares" : `at ${Math.round(share * 100)} %`;
  const gap = victims.length > 1 ? `, ${gapMs} ms apart` : "";
  return `${victims.join(" and ")} ${moment}${gap}, ${sync}`;
}

/** The part of a run that must not depend on kills: counts and outcomes. */
export function outcomesOf(run: RunDetail) {
  return run.scenarios.map(({ id, status, itemsDone, itemsOk, itemsFailed, quality, metrics }) => ({
    id,
    status,
    itemsDone,
    itemsOk,
    itemsFailed,
    quality,
    metrics,
  }));
}

/** Runs on one app: kills its processes at each point and compares the run with an undisturbed one of the same mode. */
export function createKillRounds(app: TestApp, seed: number) {
  const undisturbed = new Map<SyncMode, Promise<RunDetail>>();

  function start(sync: SyncMode): Promise<string> {
    return app.start({ skill: "data-transformation", sync, items: ITEMS, seed });
  }

  async function runUndisturbed(sync: SyncMode): Promise<RunDetail> {
    const id = await start(sync);
    return await app.untilRun(id, `the undisturbed ${sync} run ends`, ({ finishedAt }) => finishedAt !== null);
  }

  function reference(sync: SyncMode): Promise<RunDetail> {
    const known = undisturbed.get(sync) ?? runUndisturbed(sync);
    undisturbed.set(sync, known);
    return known;
  }

  async function reach(id: string, share: number | null): Promise<void> {
    if (share === null) return await until("workers prepare", () => findWorkers(app).length > 0, 30_000);
    const isReached = (run: RunDetail) => run.finishedAt !== null || countDone(run) >= share * TOTAL;
    await app.untilRun(id, `${Math.round(share * 100)} % of the items`, isReached);
  }

  async function kill({ victims, gapMs }: KillPoint): Promise<number> {
    for (const [index, victim] of victims.entries()) {
      if (index > 0) await delay(gapMs);
      await until(`${victim} has a process`, () => findVictim(app, victim) !== null, 30_000);
      const pid = findVictim(app, victim);
      if (pid !== null) killIfLiving(pid);
    }
    return Date.now();
  }

  async function tryPoint(point: KillPoint): Promise<KillOutcome> {
    const expected = await reference(point.sync);
    const startedMs = performance.now();
    const id = await start(point.sync);
    await reach(id, point.share);
    const killedAt = await kill(point);
    const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
    const events = await app.events(id);
    const failedStarts = events.filter(({ type }) => type === "worker.failed").length;
    const isInOrder = events.every(({ seq }, index) => seq === index + 1);
    const isEqual = isDeepStrictEqual(outcomesOf(run), outcomesOf(expected)) && run.status === expected.status;
    return {
      isHit: Date.parse(run.finishedAt ?? "") > killedAt && (point.victims[0] !== "worker" || failedStarts > 0),
      problems: [
        ...(isEqual ? [] : [`${run.status}: ${run.diagnosis ?? ""} ${JSON.stringify(outcomesOf(run))}`]),
        ...(isInOrder ? [] : ["its facts are not numbered 1, 2, 3 …"]),
        ...(events.length === run.lastSeq ? [] : [`${events.length} of ${run.lastSeq} facts`]),
      ],
      recoveries: run.recoveries.length,
      failedStarts,
      tookMs: performance.now() - startedMs,
    };
  }

  return {
    /** Repeats a point that came too late for its run, each time at half its share and gap: a fast machine ends the run sooner. */
    async run(point: KillPoint): Promise<KillOutcome> {
      for (let tries = 1; ; tries += 1) {
        const sooner = 0.5 ** (tries - 1);
        const share = point.share === null ? null : point.share * sooner;
        const outcome = await tryPoint({ ...point, share, gapMs: point.gapMs * sooner });
        if (outcome.isHit || outcome.problems.length > 0 || tries === MAX_TRIES) return outcome;
      }
    },
  };
}

function findWorkers(app: TestApp): number[] {
  const runner = app.pidOf("runner");
  return runner === null ? [] : findChildren(runner, "isolation/inside/entry.ts");
}

function findVictim(app: TestApp, victim: Victim): number | null {
  if (victim === "PostgreSQL") return app.databasePid();
  return victim === "worker" ? (findWorkers(app).at(-1) ?? null) : app.pidOf(victim);
}

/** It may have ended by itself meanwhile: then the point is not a hit. */
function killIfLiving(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function countDone({ scenarios }: RunDetail): number {
  return scenarios.reduce((sum, { itemsDone }) => sum + itemsDone, 0);
}
