import { describe, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { BatchOutcome, SkillWorker, WorkerListener } from "../../lib/core/ports/skill-host.ts";
import { Crew } from "../../lib/runner/crew/crew.ts";
import { createMeasure } from "../../lib/runner/crew/measure.ts";
import { createScenarioTally } from "../../lib/runner/crew/scenario-tally.ts";
import { echoRequest } from "../support/echo-request.ts";

type Handle = {
  readonly worker: SkillWorker;
  readonly finish: (outcome: BatchOutcome) => void;
  readonly report: (...results: ItemResult[]) => void;
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
    let onItem: WorkerListener["onItem"] = () => undefined;
    const worker: SkillWorker = {
      pid: handles.length + 1,
      alive: true,
      memoryMb: () => null,
      cpuWaitMs: () => handle.waitedMs,
      disturb: () => undefined,
      end: async () => void (handle.isEnded = true),
      runBatch: (_, listener) => {
        ({ onItem } = listener);
        return new Promise((resolve) => (settle = resolve));
      },
    };
    const handle: Handle = {
      worker,
      finish: (outcome) => settle(outcome),
      report: (...results) => results.forEach(onItem),
      waitedMs: 0,
      isEnded: false,
    };
    handles.push(handle);
    return worker;
  }

  const measure = createMeasure([]);
  const tally = createScenarioTally({ scenarioId: "simple", attempt: 1, items: 10, measure });
  const crew = new Crew({
    host: { start: async () => startWorker() },
    request: echoRequest(),
    tally,
    measure,
    listener: { onChange: () => undefined, onLog: () => undefined, onNote: (text) => void logs.push(text) },
    nowMs: () => given.nowMs,
    fault: null,
  });
  return { crew, tally, handles, logs, given };
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

describe("the times of batches", () => {
  const results = (reported: readonly number[]) => reported.map((index) => ({ index, ok: true, ...NOTHING }));
  const NOTHING = { error: null, values: {}, samples: {}, outcome: "" };

  test("[F5] each batch that ended is kept with its worker, its times and its ending, until it is taken", async () => {
    const { crew, tally, handles, given } = createCrew();
    await crew.addWorkers(2);
    given.nowMs = 10;
    crew.startBatch(0, 2);
    given.nowMs = 12.5;
    crew.startBatch(2, 4);
    given.nowMs = 20;
    handles[0]?.report(...results([0, 1]));
    handles[0]?.finish({ ok: true });
    await expect.poll(() => crew.work.inFlight).toHaveLength(1);
    expect(tally.takeSegments()).toMatchObject([
      { fromItem: 0, toItem: 2, batches: [{ fromItem: 0, toItem: 2, pid: 1, startMs: 10, endMs: 20, ending: "done" }] },
    ]);
    given.nowMs = 30;
    handles[1]?.finish(lost);
    await expect.poll(() => crew.work.inFlight).toEqual([]);
    crew.startBatch(4, 6);
    given.nowMs = 40;
    await crew.end();
    expect(tally.takeSegments()).toMatchObject([
      {
        results: [],
        batches: [
          { fromItem: 2, pid: 2, startMs: 12.5, endMs: 30, ending: "failed" },
          { fromItem: 4, pid: 1, startMs: 30, endMs: 40, ending: "ended" },
        ],
      },
    ]);
    expect(tally.takeSegments()).toEqual([]);
  });

  test("[F5] a batch that goes on after a flush is in it, so that its results belong to one even if its end is never stored", async () => {
    const { crew, tally, handles, given } = createCrew();
    await crew.addWorkers(1);
    crew.startBatch(0, 3);
    given.nowMs = 5;
    handles[0]?.report(...results([0, 1]));
    const key = { fromItem: 0, toItem: 3, pid: 1, startMs: 0 };
    expect(tally.takeSegments()).toMatchObject([{ batches: [{ ...key, endMs: 5, ending: "open" }] }]);
    given.nowMs = 9;
    handles[0]?.report(...results([2]));
    handles[0]?.finish({ ok: true });
    await expect.poll(() => crew.work.inFlight).toEqual([]);
    expect(tally.takeSegments()).toMatchObject([{ batches: [{ ...key, endMs: 9, ending: "done" }] }]);
  });

  test("[F5][J2] a result that used tokens has the time at which it was reported", async () => {
    const { crew, tally, handles, given } = createCrew();
    await crew.addWorkers(1);
    crew.startBatch(0, 2);
    given.nowMs = 7;
    const [first, second] = results([0, 1]);
    if (first === undefined || second === undefined) throw new Error("there are two results");
    handles[0]?.report({ ...first, values: { input_tokens: 3 } }, second);
    const [segment] = tally.takeSegments();
    expect(segment?.results.map(({ call }) => call)).toEqual([
      { batch: { fromItem: 0, toItem: 2, startMs: 0 }, finishedMs: 7 },
      undefined,
    ]);
  });
});
