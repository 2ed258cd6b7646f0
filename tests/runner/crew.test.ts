import { describe, expect, test } from "vitest";
import type { BatchOutcome, SkillWorker } from "../../lib/core/ports/skill-host.ts";
import { Crew } from "../../lib/runner/crew/crew.ts";
import { createMeasure } from "../../lib/runner/crew/measure.ts";
import { createScenarioTally } from "../../lib/runner/crew/scenario-tally.ts";
import { echoRequest } from "../support/echo-request.ts";

type Handle = {
  readonly worker: SkillWorker;
  readonly finish: (outcome: BatchOutcome) => void;
  waitedMs: number;
  isEnded: boolean;
};

/** A crew of workers without processes; `problem` is the error of failing starts. */
function createCrew() {
  const handles: Handle[] = [];
  const logs: string[] = [];
  const given = { problem: null as string | null, nowMs: 0 };

  function startWorker(): SkillWorker {
    if (given.problem !== null) throw new Error(given.problem);
    let settle: (outcome: BatchOutcome) => void = () => undefined;
    const worker: SkillWorker = {
      pid: handles.length + 1,
      alive: true,
      memoryMb: () => null,
      cpuWaitMs: () => handle.waitedMs,
      disturb: () => undefined,
      end: async () => void (handle.isEnded = true),
      runBatch: () => new Promise((resolve) => (settle = resolve)),
    };
    const handle: Handle = { worker, finish: (outcome) => settle(outcome), waitedMs: 0, isEnded: false };
    handles.push(handle);
    return worker;
  }

  const measure = createMeasure([]);
  const crew = new Crew({
    host: { start: async () => startWorker() },
    request: echoRequest(),
    tally: createScenarioTally({ scenarioId: "simple", attempt: 1, items: 10, measure }),
    measure,
    listener: { onChange: () => undefined, onLog: () => undefined, onNote: (text) => void logs.push(text) },
    nowMs: () => given.nowMs,
    fault: null,
  });
  return { crew, handles, logs, given };
}

const lost = { ok: false, kind: "exception", message: "exited with code 3", workerLost: true } as const;
const unready = { kind: "exception", message: "spawn EAGAIN" } as const;
const missing = "A worker could not be started, the scenario continues without it: spawn EAGAIN";

describe("a worker that cannot start", () => {
  test("[D1][D4] is reported once and can be started later", async () => {
    const { crew, given } = createCrew();
    given.problem = "spawn EAGAIN";
    await crew.addWorkers(2);
    expect(crew.work).toMatchObject({ failedStarts: [unready, unready], startingWorkers: 0, fatal: null });
    crew.forgetFailedStart();
    crew.startWorkerLater(1);
    expect(crew.work).toMatchObject({ failedStarts: [unready], startingWorkers: 1, waitingWorkers: 1 });
    given.problem = null;
    await expect.poll(() => crew.work.freeWorkers).toBe(1);
    expect(crew.work).toMatchObject({ startingWorkers: 0, waitingWorkers: 0 });
    await crew.end();
  });

  test("[D1][A4] is not fatal while another worker is alive or starting, but without any it is", async () => {
    const [living, starting, empty] = [createCrew(), createCrew(), createCrew()];
    await living.crew.addWorkers(1);
    starting.crew.startWorkerLater(60_000);
    for (const { crew } of [living, starting, empty]) crew.continueWithoutWorker(unready);
    expect([living, starting, empty].map(({ crew }) => crew.work.fatal)).toEqual([null, null, unready]);
    expect([living, starting, empty].map(({ logs }) => logs)).toEqual([[missing], [missing], []]);
    await Promise.all([living, starting, empty].map(({ crew }) => crew.end()));
  });

  test("[O5] is not started any more once the crew ends", async () => {
    const { crew, handles } = createCrew();
    crew.startWorkerLater(60_000);
    await crew.end();
    expect(handles).toEqual([]);
  });
});

test("[D1] a lost worker is ended before it is removed", async () => {
  const { crew, handles } = createCrew();
  await crew.addWorkers(1);
  crew.startBatch(0, 4);
  handles[0]?.finish(lost);
  await expect.poll(() => handles.length).toBe(2);
  expect(handles.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  await crew.end();
});

test("[B4] a late CPU wait is booked with the next batches, and never exceeds the busy time", async () => {
  const { crew, handles, given } = createCrew();
  await crew.addWorkers(1);
  crew.startBatch(0, 4);
  const [handle] = handles;
  if (handle === undefined) throw new Error("no worker was started");
  const steps = [
    { nowMs: 100, waitedMs: 0 },
    { nowMs: 200, waitedMs: 170 },
    { nowMs: 300, waitedMs: 170 },
    { nowMs: 400, waitedMs: 180 },
  ];
  const booked = steps.map(({ nowMs, waitedMs }) => {
    given.nowMs = nowMs;
    handle.waitedMs = waitedMs;
    const { busyMs, cpuWaitMs } = crew.work.measured;
    return [busyMs, cpuWaitMs];
  });
  expect(booked).toEqual([
    [100, 0],
    [200, 100],
    [300, 170],
    [400, 180],
  ]);
  await crew.end();
});
