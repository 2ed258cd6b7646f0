import { expect, test } from "vitest";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { RunTail } from "../../lib/realtime/follow/run-tail.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { testRunSpec } from "../support/run-spec.ts";

const actor = { role: "presenter", name: "test" } as const;
const clock = { nowMs: () => performance.now(), wallTime: () => new Date() };

test("[F1] a notice that arrives during a read is not lost when that read misses its fact", async () => {
  const { log, runs, ownership } = createMemoryStores();
  const runId = "run_test";
  const at = new Date().toISOString();
  await runs.create({ id: runId, spec: testRunSpec({}), actor, at });
  const claim = await ownership.claim(runId, {
    runnerId: "runner_test",
    machineId: "here",
    processSpace: "boot",
    pid: 1,
    processStartedAt: "0",
  });
  if (claim === null) throw new Error("the run cannot be claimed");
  let duringRead: () => Promise<void> = async () => {};
  const slow = {
    ...log,
    async read(id: string, afterSeq: number, limit?: number) {
      const events = await log.read(id, afterSeq, limit);
      await duringRead();
      return events;
    },
  };
  const tail = await RunTail.open({ log: slow, clock, runId });
  if (tail === null) throw new Error("the run is unknown");
  const seen = Promise.withResolvers<readonly RunEvent[]>();
  tail.listen({ onEvents: seen.resolve, onFault: seen.reject });
  duringRead = async () => {
    duringRead = async () => {};
    const fact = { type: "run.preparing", epoch: 1, runner: "runner_test", atMs: 0, at, actor } as const;
    const { lastSeq } = await log.openWriter(claim).append({ events: [fact] });
    tail.notice(lastSeq);
  };
  tail.notice();
  expect((await seen.promise).map(({ type }) => type)).toEqual(["run.preparing"]);
  tail.close();
});
