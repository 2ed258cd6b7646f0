import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { countThreads, isWithinMark, listPids, type ProcEntry, readProcEntry, readWorkerMark } from "./proc-entries.ts";
import { READS_PROC } from "./proc-file.ts";
import { killOne, signalGroup } from "./process-group.ts";

/** one small read each time: a bomb of sessions takes every core within a tenth of a second */
const POLL_MS = 25;
/** a scan is due after this time even if the machine has no more threads than before: others may have ended meanwhile */
const SCAN_AT_LEAST_MS = 1_000;
const READS_PER_TURN = 100;
const SWEEP_LIMIT_MS = 2_000;
const SWEEP_PAUSE_MS = 10;

export type GuardOptions = {
  /** the first process, which leads a session */
  readonly leaderPid: number;
  /** the worker's value of WORKER_VARIABLE */
  readonly mark: string;
  readonly maxProcesses: number;
  /** called once, as soon as more processes are found */
  readonly onOverrun: () => void;
};

/** The processes that a worker has started, including those whose parent has ended. */
export type Guard = {
  /** as of the last scan */
  readonly members: readonly number[];
  /** Kills all members until none is left, and then ends the guard. For a leader that has just ended: later, its pid may be reused. */
  sweep(): Promise<void>;
};

type Owned = { readonly startedAt: string; readonly owner: Guarded };
type Guarded = GuardOptions & { members: readonly ProcEntry[]; isOverrun: boolean };

/**
 * Finds the processes of each worker: those of the session of its first process, those with its mark in their environment, and
 * the descendants of both. A process tree loses everything whose parent has ended, as in a fork bomb, and a process group what
 * a shell with job control starts. What escapes is a process in a session of its own, with an emptied environment, whose parent
 * ends before the next scan. A scan reads one small file per process of the machine, so it is cut into turns, and done only when the number of
 * threads has jumped, and once a second. Linux only; elsewhere nothing is found.
 */
export class ProcessCensus {
  readonly #guards = new Set<Guarded>();
  /** members of the last scan: they stay members when their parent ends */
  #owned = new Map<number, Owned>();
  /** processes known to belong to no worker, by pid, with their start */
  #strangers = new Map<number, string>();
  #timer: NodeJS.Timeout | null = null;
  #scannedAtMs = Number.NEGATIVE_INFINITY;
  #scannedThreads = 0;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  guard(options: GuardOptions): Guard {
    if (!READS_PROC) return { members: [], sweep: () => Promise.resolve() };
    const guarded: Guarded = { ...options, members: [], isOverrun: false };
    this.#guards.add(guarded);
    this.#timer ??= setInterval(() => this.#poll(), POLL_MS).unref();
    return {
      get members() {
        return guarded.members.map(({ pid }) => pid);
      },
      sweep: () => this.#sweep(guarded),
    };
  }

  #poll(): void {
    if (this.#running !== null) return;
    const jump = Math.min(...[...this.#guards].map(({ maxProcesses }) => maxProcesses)) / 2;
    const hasJumped = countThreads() - this.#scannedThreads >= jump;
    if (hasJumped || performance.now() - this.#scannedAtMs >= SCAN_AT_LEAST_MS) void this.#scan();
  }

  /** Resolves after a scan that began after this call. */
  #scan(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#scanOnce().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#scan();
    });
    return this.#next;
  }

  async #scanOnce(): Promise<void> {
    this.#scannedAtMs = performance.now();
    this.#scannedThreads = countThreads();
    const entries: ProcEntry[] = [];
    const owners = new Map<number, Guarded>();
    const counts = new Map<Guarded, number>();
    const seenStrangers = new Map<number, string>();
    // the newest first, so that a bomb is found before the rest of the machine has been read
    for (const [position, pid] of listPids().toReversed().entries()) {
      if (position % READS_PER_TURN === READS_PER_TURN - 1) await nextTurn();
      const entry = readProcEntry(pid);
      if (entry === null) continue;
      entries.push(entry);
      const owner = this.#findOwner(entry, seenStrangers);
      if (owner === null) continue;
      owners.set(pid, owner);
      const count = (counts.get(owner) ?? 0) + 1;
      counts.set(owner, count);
      if (count > owner.maxProcesses) reportOverrun(owner);
    }
    this.#strangers = seenStrangers;
    addDescendants(entries, owners);
    this.#owned = new Map(entries.flatMap((entry) => toOwned(entry, owners.get(entry.pid))));
    for (const guarded of this.#guards) {
      guarded.members = entries.filter(({ pid }) => owners.get(pid) === guarded);
      if (guarded.members.length > guarded.maxProcesses) reportOverrun(guarded);
    }
  }

  #findOwner({ pid, session, startedAt }: ProcEntry, seenStrangers: Map<number, string>): Guarded | null {
    const guards = [...this.#guards];
    const leading = guards.find(({ leaderPid }) => leaderPid === session);
    if (leading !== undefined) return leading;
    const owned = this.#owned.get(pid);
    if (owned?.startedAt === startedAt && this.#guards.has(owned.owner)) return owned.owner;
    const mark = this.#strangers.get(pid) === startedAt ? null : readWorkerMark(pid);
    if (mark === null) seenStrangers.set(pid, startedAt);
    return guards.find((guarded) => isWithinMark(mark, guarded.mark)) ?? null;
  }

  async #sweep(guarded: Guarded): Promise<void> {
    const deadlineMs = performance.now() + SWEEP_LIMIT_MS;
    for (;;) {
      await this.#scan();
      if (guarded.members.length === 0 || performance.now() > deadlineMs) break;
      // SIGKILL to a group is atomic: no member can fork in between
      for (const group of new Set(guarded.members.map((member) => member.group))) signalGroup(group, "SIGKILL");
      for (const { pid } of guarded.members) killOne(pid);
      await delay(SWEEP_PAUSE_MS);
    }
    this.#guards.delete(guarded);
    if (this.#guards.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

function toOwned({ pid, startedAt }: ProcEntry, owner: Guarded | undefined): [number, Owned][] {
  return owner === undefined ? [] : [[pid, { startedAt, owner }]];
}

function reportOverrun(guarded: Guarded): void {
  if (guarded.isOverrun) return;
  guarded.isOverrun = true;
  guarded.onOverrun();
}

/** A process without an owner has that of its nearest ancestor with one. */
function addDescendants(entries: readonly ProcEntry[], owners: Map<number, Guarded>): void {
  const parents = new Map(entries.map(({ pid, parent }) => [pid, parent]));
  for (const { pid } of entries) {
    const seen = new Set<number>();
    // parents may form a circle when a pid was reused during the scan
    let ancestor: number | undefined = pid;
    while (ancestor !== undefined && !owners.has(ancestor) && !seen.has(ancestor)) {
      seen.add(ancestor);
      ancestor = parents.get(ancestor);
    }
    const owner = ancestor === undefined ? undefined : owners.get(ancestor);
    if (owner !== undefined) owners.set(pid, owner);
  }
}
