import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { findChildren, until } from "../../support/processes.ts";
import type { TestApp } from "../../support/test-app.ts";

const PROGRAM = "bin/telemetry.ts";
const Health = z.object({ exporters: z.array(z.object({ pendingRuns: z.number(), status: z.string() })) });

/** The process of an app that sends. Linux. */
export function findSender(app: Pick<TestApp, "pid">): number {
  const [pid] = findChildren(app.pid, PROGRAM);
  if (pid === undefined) throw new Error("Nothing sends");
  return pid;
}

/** The most memory that a process has had since `forgetPeak`, in MB. */
export function readPeakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1]) / 1_024;
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** Stops it in order, and waits for the one that is started in its place; ms until the end of the first. */
export async function restartSender(app: Pick<TestApp, "pid">): Promise<number> {
  const pid = findSender(app);
  const startedAt = performance.now();
  process.kill(pid, "SIGTERM");
  await until("the sender ends", () => !findChildren(app.pid, PROGRAM).includes(pid));
  const stoppedMs = performance.now() - startedAt;
  await until("another sender is started", () => findChildren(app.pid, PROGRAM).length === 1);
  return stoppedMs;
}

export async function readHealth(app: TestApp) {
  return Health.parse((await app.call("/api/health")).body).exporters;
}

/** Until no exporter has runs left to send; ms. */
export async function untilAllSent(app: TestApp, limitMs = 90_000): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const waiting = await readHealth(app);
    const passedMs = performance.now() - startedAt;
    if (waiting.length > 0 && waiting.every(({ pendingRuns }) => pendingRuns === 0)) return passedMs;
    if (passedMs > limitMs) throw new Error(`Not sent within ${limitMs} ms: ${JSON.stringify(waiting)}\n${app.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
