import { expect, test } from "vitest";
import type { SkillWorker } from "../../lib/core/ports/skill-host.ts";
import { BusyTime } from "../../lib/runner/crew/busy-time.ts";

/** A batch with a controlled clock and CPU wait. */
function watch() {
  const booked = { busyMs: 0, waitMs: 0 };
  const now = { ms: 0, waitedMs: 0 };
  const worker = { cpuWaitMs: () => now.waitedMs } as Pick<SkillWorker, "cpuWaitMs"> as SkillWorker;
  const addBusyMs = (busyMs: number, waitMs: number): void => {
    booked.busyMs += busyMs;
    booked.waitMs += waitMs;
  };
  const busyTime = new BusyTime({ addBusyMs }, () => now.ms);
  return { booked, now, worker, busyTime, time: busyTime.begin(worker) };
}

test("[B5] a batch's work is at most the worker's own time, which excludes the transport", () => {
  const { booked, now, worker, busyTime, time } = watch();
  now.ms = 60;
  busyTime.bookSome(worker, time);
  now.ms = 100;
  busyTime.bookEnd(worker, time, 70);
  expect(booked).toEqual({ busyMs: 100, waitMs: 30 });
});

test("[B5] CPU wait is subtracted once, whoever reports it", () => {
  const { booked, now, worker, busyTime, time } = watch();
  now.ms = 100;
  now.waitedMs = 50;
  busyTime.bookEnd(worker, time, 90);
  expect(booked).toEqual({ busyMs: 100, waitMs: 50 });
});

test("[B5] without a plausible worker time the host's clock counts", () => {
  for (const workerMs of [undefined, 1_000]) {
    const { booked, now, worker, busyTime, time } = watch();
    now.ms = 100;
    now.waitedMs = 20;
    busyTime.bookEnd(worker, time, workerMs);
    expect(booked).toEqual({ busyMs: 100, waitMs: 20 });
  }
});
