import type { RunCommand } from "../../core/run/commands.ts";
import type { NewRunEvent, RunEvent } from "../../core/run/events.ts";
import type { MilestoneCheckpoint, ResultSegment, ScenarioCheckpoint } from "../../core/ports/event-log.ts";
import type { RunnerNotice } from "../../core/ports/runner-presence.ts";
import type { RunOwner } from "../../core/ports/run-ownership.ts";
import type { InputHead } from "../../core/ports/input-store.ts";
import type { Grant, RunListItem } from "../../core/ports/run-store.ts";
import type { Stage } from "../../core/ports/stage-store.ts";
import type { StageFact } from "../../core/stage/stage-facts.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { RunState } from "../../core/run/state.ts";

/** A run as PostgreSQL would store it, in memory. Values are copied in and out, so that no mutable value is shared. */
export type MemoryRun = {
  item: RunListItem;
  readonly scenarioIds: readonly string[];
  readonly events: RunEvent[];
  readonly segments: (ResultSegment & { readonly seq: number })[];
  readonly checkpoints: (ScenarioCheckpoint & { readonly createdAt: string })[];
  readonly milestones: Map<number, MilestoneCheckpoint>;
  readonly snapshots: RunState[];
  epoch: number;
  leaseUntilMs: number | null;
  owner: RunOwner | null;
  lastAliveMs: number;
  crashes: number;
};

export type MemoryGrant = Grant & {
  readonly secretHash: string;
  readonly parentId: string | null;
  revokedMs: number | null;
};

export type MemoryDatabase = {
  readonly runs: Map<string, MemoryRun>;
  commands: { readonly command: RunCommand; handled: boolean }[];
  readonly inputs: Map<string, { head: InputHead; readonly lines: readonly string[] }>;
  readonly grants: Map<string, MemoryGrant>;
  readonly stages: Map<string, Stage>;
  readonly stageFacts: Map<string, StageFact[]>;
  readonly logNotices: Notices<{ readonly runId: string; readonly seq: number | "heartbeat" }>;
  readonly commandNotices: Notices<string>;
  readonly stageNotices: Notices<string>;
  readonly shortageNotices: Notices<Shortage>;
  readonly runnerNotices: Notices<RunnerNotice>;
  /** time of the database's clock, ms */
  readonly nowMs: () => number;
};

export function createMemoryDatabase(nowMs: () => number): MemoryDatabase {
  return {
    runs: new Map(),
    commands: [],
    inputs: new Map(),
    grants: new Map(),
    stages: new Map(),
    stageFacts: new Map(),
    logNotices: createNotices(),
    commandNotices: createNotices(),
    stageNotices: createNotices(),
    shortageNotices: createNotices(),
    runnerNotices: createNotices(),
    nowMs,
  };
}

export function requireRun(database: MemoryDatabase, runId: string): MemoryRun {
  const run = database.runs.get(runId);
  if (run === undefined) throw new Error(`There is no run ${runId}`);
  return run;
}

/** Numbers events and stores copies of them. Returns the last seq. */
export function addEvents(run: MemoryRun, events: readonly NewRunEvent[]): number {
  let seq = run.item.lastSeq;
  for (const event of events) run.events.push(copy({ ...event, seq: ++seq }));
  run.item = { ...run.item, lastSeq: seq };
  return seq;
}

export function copy<Value>(value: Value): Value {
  return structuredClone(value);
}

export type Notices<Payload> = {
  publish(payload: Payload): void;
  subscribe(listener: (payload: Payload) => void): Promise<() => Promise<void>>;
};

function createNotices<Payload>(): Notices<Payload> {
  const listeners = new Set<(payload: Payload) => void>();
  return {
    // delivered in a later turn, as a database would
    publish: (payload) => void setImmediate(() => listeners.forEach((listener) => listener(payload))),
    async subscribe(listener) {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
}
