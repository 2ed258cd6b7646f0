import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { UnstampedFact } from "../../lib/core/decide/decision.ts";
import type { EventLog, RunWriter } from "../../lib/core/ports/event-log.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { Recorder } from "../../lib/runner/drive/recorder.ts";
import { DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { appendForeign, foldUpTo, readSnapshots } from "../support/foreign-facts.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { startDrive } from "./drive-harness.ts";

const actor = { role: "presenter", name: "test" } as const;
const at = "2025-06-01T12:00:00.000Z";
const runId = "run_test";
const line: UnstampedFact = { type: "scenario.logged", scenarioId: "simple", level: "info", text: "line" };

/** A writer that stores queued appends on request: each flush is one statement. */
function holdBack(writer: RunWriter): { readonly writer: RunWriter; readonly flush: () => void } {
  let waiting: (() => void)[] = [];
  function flush(): void {
    const due = waiting;
    waiting = [];
    for (const store of due) store();
  }
  return {
    writer: {
      append: (append) =>
        new Promise((resolve, reject) => waiting.push(() => void writer.append(append).then(resolve, reject))),
      async idle() {
        flush();
        await writer.idle();
      },
    },
    flush,
  };
}

async function openRecorder({ byHand = false } = {}) {
  const { log, runs, ownership } = createMemoryStores();
  await runs.create({ id: runId, spec: testRunSpec({}), actor, at });
  const claim = await ownership.claim(runId, {
    runnerId: "runner_test",
    machineId: "here",
    processSpace: "boot",
    pid: 1,
    processStartedAt: "0",
  });
  const state = await log.readState(runId);
  if (claim === null || state === null) throw new Error("the run cannot be claimed");
  const held = holdBack(log.openWriter(claim));
  const failures: unknown[] = [];
  const recorder = new Recorder({
    writer: byHand ? held.writer : log.openWriter(claim),
    log,
    clock: { nowMs: () => 0, start: () => undefined, wallTime: () => at },
    runner: { role: "runner", name: "runner_test" },
    state,
    takeSegments: () => [],
    onLogFailed: (error) => failures.push(error),
  });
  const record = (count: number) => recorder.record(Array.from({ length: count }, () => line));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { log, recorder, record, settled, failures, flush: held.flush };
}

/** Number of log reads, except those of the test itself. */
function watchReads(log: EventLog) {
  return vi.spyOn(log, "read");
}

test("[E1][E2] a run without a release stores a full-state checkpoint every two thousand facts and reads nothing", async () => {
  const { log, record, settled } = await openRecorder();
  const stored: (number | undefined)[] = [];
  const reads = watchReads(log);
  for (let round = 0; round < 9; round += 1) {
    record(250);
    record(250);
    await settled();
    stored.push((await log.readSnapshot(runId))?.lastSeq);
  }
  // the first fact is run.queued
  expect(stored).toEqual([undefined, undefined, undefined, 2_001, 2_001, 2_001, 2_001, 4_001, 4_001]);
  expect(reads).not.toHaveBeenCalled();
  const events = await log.read(runId, 0);
  expect(await log.readSnapshot(runId)).toEqual(foldRun(events.slice(0, 4_001)));
});

test("[E1] checkpoints continue after others have written, and include their facts", async () => {
  const { log, recorder, record, settled } = await openRecorder();
  record(1_000);
  await appendForeign(log, runId, 1);
  record(3_000);
  await settled();
  const reads = watchReads(log);
  record(3_000);
  await settled();
  expect(reads).not.toHaveBeenCalled();
  const snapshot = await log.readSnapshot(runId);
  expect(snapshot).toEqual(await foldUpTo(log, runId, 7_002));
  expect(snapshot?.commands).toMatchObject([{ commandId: "foreign_1" }]);
  expect(recorder.state).toEqual(snapshot);
});

test("[E1] a fact stored between two flushes is folded between their facts", async () => {
  const { log, recorder, record, settled, flush } = await openRecorder({ byHand: true });
  record(2);
  flush();
  record(3);
  await appendForeign(log, runId, 1);
  flush();
  record(4);
  await settled();
  // facts that are not stored yet follow
  expect(recorder.state.lastSeq).toBe(11);
  expect(recorder.state.commands).toHaveLength(1);
  await appendForeign(log, runId, 2);
  flush();
  await settled();
  expect(recorder.state).toEqual(await foldUpTo(log, runId, 12));
});

test("[E1][E2] while others' facts cannot be read the run continues without checkpoints, and the last requested one is stored later", async () => {
  const { log, recorder, record, settled, failures } = await openRecorder();
  await appendForeign(log, runId, 1);
  const reads = watchReads(log).mockRejectedValue(new DatabaseUnavailableError("away"));
  record(10);
  await recorder.snapshot();
  record(10);
  await settled();
  expect(await log.readSnapshot(runId)).toBeNull();
  expect(recorder.state.scenarios[0]?.log).toHaveLength(20);
  expect(reads).toHaveBeenCalledTimes(1);
  await recorder.settled();
  reads.mockRestore();
  record(1);
  await recorder.settled();
  expect(failures).toEqual([]);
  expect(await log.readSnapshot(runId)).toEqual(await foldUpTo(log, runId, 23));
  expect(recorder.state).toEqual(await foldUpTo(log, runId, 23));
});

test("[E3] facts of others missing in the log are reported, not skipped", async () => {
  const { log, recorder, record, failures } = await openRecorder();
  await appendForeign(log, runId, 1);
  watchReads(log).mockResolvedValue([]);
  record(1);
  await recorder.settled();
  expect(failures).toEqual([new Error(`The log of ${runId} has a gap after fact 1`)]);
});

test("[E1][E3] the last checkpoint of a run includes what others wrote while it was driven", async () => {
  const run = await startDrive({ hold: "presenter", milestones: [50] });
  const ended = run.claimAndDrive();
  const { log } = run.stores;
  await run.seen((event) => event.type === "milestone.gathered");
  await appendForeign(log, run.runId, 1);
  await run.send("advance", { percent: 50 });
  await run.seen((event) => event.type === "milestone.released");
  await appendForeign(log, run.runId, 2);
  expect(await ended).toBe("finished");
  const [released, last] = (await readSnapshots(log, run.runId)).slice(-2);
  expect(released).toEqual(await foldUpTo(log, run.runId, released?.lastSeq ?? 0));
  expect(last).toEqual(await run.state());
  expect(last).toMatchObject({ status: "complete", commands: [{ commandId: "foreign_1" }, {}, {}] });
});

/** Large batches are rare, so that some series reach a checkpoint by their length. */
const count = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constant(900));
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("record" as const), count }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("foreign" as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("flush" as const), count: fc.constant(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), count: fc.constant(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("snapshot" as const), count: fc.constant(1) }) },
);

test("[E1][E3] however own facts and those of others interleave, state and checkpoints are the fold of the log", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const { log, recorder, record, settled, failures, flush } = await openRecorder({ byHand: true });
      let foreign = 0;
      for (const { do: what, count } of steps) {
        if (what === "record") record(count);
        else if (what === "flush") flush();
        else if (what === "wait") await settled();
        else if (what === "snapshot") await recorder.snapshot();
        else for (let i = 0; i < count; i += 1) await appendForeign(log, runId, (foreign += 1), foreign % 3);
      }
      record(1);
      await recorder.snapshot();
      await recorder.settled();
      const events = await log.read(runId, 0);
      expect(failures).toEqual([]);
      expect(recorder.state).toEqual(foldRun(events));
      const snapshots = await readSnapshots(log, runId);
      for (const snapshot of snapshots) expect(snapshot).toEqual(foldRun(events.slice(0, snapshot.lastSeq)));
      expect(snapshots.at(-1)?.lastSeq).toBe(events.length);
    }),
    { numRuns: 80, seed: 20_250_601 },
  );
});
