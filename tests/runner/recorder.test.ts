import { expect, test } from "vitest";
import type { UnstampedFact } from "../../lib/core/decide/decision.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { Recorder } from "../../lib/runner/drive/recorder.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { testRunSpec } from "../support/run-spec.ts";

const actor = { role: "presenter", name: "test" } as const;
const at = "2025-06-01T12:00:00.000Z";
const runId = "run_test";
const line: UnstampedFact = { type: "scenario.logged", scenarioId: "simple", level: "info", text: "line" };

async function openRecorder() {
  const { log, runs, ownership } = createMemoryStores();
  await runs.create({ id: runId, spec: testRunSpec({}), actor, at });
  const claim = await ownership.claim(runId, { runnerId: "runner_test", host: "here", pid: 1, processStartedAt: "0" });
  const state = await log.readState(runId);
  if (claim === null || state === null) throw new Error("the run cannot be claimed");
  const recorder = new Recorder({
    writer: log.openWriter(claim),
    clock: { nowMs: () => 0, start: () => undefined, wallTime: () => at },
    runner: { role: "runner", name: "runner_test" },
    state,
    takeSegments: () => [],
    onWriteFailed: (error) => {
      throw error;
    },
  });
  const record = (count: number) => recorder.record(Array.from({ length: count }, () => line));
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { log, record, settled };
}

test("[E1][E2] a run without a release stores a full-state checkpoint every two thousand facts", async () => {
  const { log, record, settled } = await openRecorder();
  const stored: (number | undefined)[] = [];
  for (let round = 0; round < 9; round += 1) {
    record(250);
    record(250);
    await settled();
    stored.push((await log.readSnapshot(runId))?.lastSeq);
  }
  // the first fact is run.queued
  expect(stored).toEqual([undefined, undefined, undefined, 2_001, 2_001, 2_001, 2_001, 4_001, 4_001]);
  const events = await log.read(runId, 0);
  expect(await log.readSnapshot(runId)).toEqual(foldRun(events.slice(0, 4_001)));
});

test("[E1] a checkpoint that would lack what others wrote is not stored", async () => {
  const { log, record, settled } = await openRecorder();
  record(1_000);
  const refusal = { command: "retry", code: "already-ended", message: "", scenarioId: null, percent: null } as const;
  await log.appendStageFact(runId, { type: "command.refused", commandId: "cmd_1", ...refusal, atMs: 0, at, actor });
  record(3_000);
  await settled();
  record(3_000);
  await settled();
  expect(await log.readSnapshot(runId)).toBeNull();
  expect((await log.readState(runId))?.lastSeq).toBe(7_002);
});
