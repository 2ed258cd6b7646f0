import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { BatchOutcome, SkillWorker, WorkerListener } from "../../lib/core/ports/skill-host.ts";
import type { FailureKind } from "../../lib/core/run/failure-kinds.ts";
import { describeProcess, findByEnvironment, until } from "../support/processes.ts";

/** Four items are reported before a misbehaviour begins. */
const FINISHED = [0, 1, 2, 3];
/** The slowest: 100 MB of output on a busy machine. */
const ENDS_WITHIN_MS = 20_000;

type Ending = { readonly kind: FailureKind; readonly message: RegExp };

/** What ends the batch by itself, and how the failure is explained. */
const ENDING_BATCH = {
  crash: { kind: "exception", message: /exited with code 1\. It last said: .*crashed on purpose/ },
  exit: { kind: "exception", message: /exited with code 3/ },
  "kill-itself": { kind: "exception", message: /was killed by SIGKILL/ },
  garbage: { kind: "validation", message: /an invalid message: "Loading model \.\.\."/ },
  binary: { kind: "validation", message: /an invalid message/ },
  "long-line": { kind: "validation", message: /a line of more than 262144 bytes/ },
  "names-line": { kind: "validation", message: /a line of more than 262144 bytes/ },
  flood: { kind: "validation", message: /a line of more than 262144 bytes/ },
  "flood-lines": { kind: "validation", message: /an invalid message: "noise"/ },
  "flood-logs": { kind: "validation", message: /endless output/ },
  "flood-progress": { kind: "validation", message: /endless output/ },
  "flood-stderr": { kind: "validation", message: /endless output/ },
  "flood-stderr-lines": { kind: "validation", message: /endless output/ },
  "item-outside": { kind: "validation", message: /item 999999 twice or outside its batch/ },
  "item-negative": { kind: "validation", message: /a wrong index/ },
  "item-twice": { kind: "validation", message: /item 0 twice or outside its batch/ },
  "other-batch": { kind: "validation", message: /a message of batch 8, which is not running/ },
  nan: { kind: "validation", message: /NaN, which is no number in JSON/ },
  "huge-figure": { kind: "validation", message: /a wrong values\.score \(above 1000000000000\)/ },
  "second-ready": { kind: "validation", message: /a second ready/ },
  "close-output": { kind: "exception", message: /closed its output/ },
  bomb: { kind: "exception", message: /started more than 64 processes/ },
  "bomb-jobs": { kind: "exception", message: /started more than 64 processes/ },
  "bomb-orphans": { kind: "exception", message: /started more than 64 processes/ },
  "bomb-daemons": { kind: "exception", message: /started more than 64 processes/ },
  "bomb-sessions": { kind: "exception", message: /started more than 64 processes/ },
} as const satisfies Record<string, Ending>;

/** What never ends by itself: the runner's limits end it. */
const ENDLESS = ["hang", "loop", "ignore-sigterm", "stop-itself", "drip", "never-reads"] as const;

/** What fails before the first batch. */
const NEVER_READY = {
  "exit-before-ready": /exited with code 4\. It last said: ModuleNotFoundError/,
  "wrong-count": /prepared 11 items instead of 10/,
} as const;

export type Misbehaviour = keyof typeof ENDING_BATCH | (typeof ENDLESS)[number] | keyof typeof NEVER_READY;

export type HostileLaunch = {
  /**
   * Starts a worker with ten items that misbehaves in this way after items 0 to 3 of its first batch. All its processes must
   * have the variable MARK of the environment.
   */
  readonly start: (
    kind: Misbehaviour | "none",
    listener: Pick<WorkerListener, "onLog">,
    mark: string,
  ) => Promise<SkillWorker>;
  readonly misbehaviours: readonly Misbehaviour[];
  /** where another way of launching explains a failure in other words */
  readonly endings?: Partial<Record<Misbehaviour, Ending>>;
};

/** The contract of everything that may run as a skill: whatever it does, it ends as a clear failure of its own batch. */
export function describeHostileProgram(name: string, launch: HostileLaunch): void {
  const has = <Kind extends Misbehaviour>(kinds: readonly Kind[]) =>
    kinds.filter((kind) => launch.misbehaviours.includes(kind));
  describe(`${name}: hostile`, () => {
    const sibling = withSibling(launch);
    const ending = has(Object.keys(ENDING_BATCH) as (keyof typeof ENDING_BATCH)[]);
    test.each(ending)("[D1] %s ends the batch with a clear message and harms nobody", async (kind) => {
      const { worker, outcome, items, mark, tookMs } = await runHostile(launch, kind);
      expect(outcome).toMatchObject({ ok: false, workerLost: true });
      if (outcome.ok) return;
      const expected: Ending = launch.endings?.[kind] ?? ENDING_BATCH[kind];
      expect(outcome.message).toMatch(expected.message);
      expect(outcome.kind).toBe(expected.kind);
      expect(items).toEqual(FINISHED);
      expect(tookMs).toBeLessThan(ENDS_WITHIN_MS);
      await worker.end();
      expect(findByEnvironment(mark).map(describeProcess)).toEqual([]);
      await sibling.works();
    });

    test.each(has(ENDLESS))("[D1] %s is ended within a second and harms nobody", async (kind) => {
      let endedInMs = Number.NaN;
      const { outcome, items, mark } = await runHostile(launch, kind, async (worker, seen) => {
        if (kind !== "never-reads") await until("four items", () => seen.length === 4);
        await sibling.works();
        const startedMs = performance.now();
        await worker.end();
        endedInMs = performance.now() - startedMs;
      });
      expect(outcome).toMatchObject({ ok: false, kind: "exception", workerLost: true });
      expect(items).toEqual(kind === "never-reads" ? [] : FINISHED);
      // 500 ms between SIGTERM and SIGKILL, and a busy machine
      expect(endedInMs).toBeLessThan(1_500);
      expect(findByEnvironment(mark).map(describeProcess)).toEqual([]);
    });

    test.each(has(Object.keys(NEVER_READY) as (keyof typeof NEVER_READY)[]))(
      "[M1] %s is refused with a clear message",
      async (kind) => {
        const mark = newMark();
        const starting = launch.start(kind, { onLog: () => {} }, mark);
        await expect(starting).rejects.toThrow(launch.endings?.[kind]?.message ?? NEVER_READY[kind]);
        expect(findByEnvironment(mark).map(describeProcess)).toEqual([]);
      },
    );
  });
}

/** A worker of the same kind that behaves well, beside the hostile ones. */
function withSibling({ start }: HostileLaunch): { works(): Promise<void> } {
  let worker: SkillWorker | null = null;
  beforeAll(async () => {
    worker = await start("none", { onLog: () => {} }, newMark());
  });
  afterAll(() => worker?.end());
  return {
    async works() {
      const items: number[] = [];
      const listener = { onItem: ({ index }: ItemResult) => void items.push(index), onLog: () => {} };
      const outcome = await worker?.runBatch({ fromItem: 0, toItem: 10 }, listener);
      expect(outcome).toMatchObject({ ok: true });
      expect(items).toHaveLength(10);
    },
  };
}

type Ran = { worker: SkillWorker; outcome: BatchOutcome; items: number[]; mark: string; tookMs: number };

/** Starts the program and runs a batch of ten items; `during` may end it. */
export async function runHostile(
  launch: Pick<HostileLaunch, "start">,
  kind: Misbehaviour | "none",
  during?: (worker: SkillWorker, items: readonly number[]) => Promise<void>,
): Promise<Ran> {
  const mark = newMark();
  const items: number[] = [];
  const listener = { onItem: ({ index }: ItemResult) => void items.push(index), onLog: () => {} };
  const worker = await launch.start(kind, listener, mark);
  const startedMs = performance.now();
  const running = worker.runBatch({ fromItem: 0, toItem: 10 }, listener);
  await during?.(worker, items);
  return { worker, outcome: await running, items, mark, tookMs: performance.now() - startedMs };
}

let marks = 0;

/** A variable of the environment that no other process has. */
function newMark(): string {
  marks += 1;
  return `TRIPTYCH_TEST_MARK=${process.pid}-${marks}`;
}
