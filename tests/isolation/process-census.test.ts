import { spawn, type ChildProcess } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { WORKER_VARIABLE } from "../../lib/isolation/process/proc-entries.ts";
import { ProcessCensus, type Guard } from "../../lib/isolation/process/process-census.ts";
import { findByEnvironment, isLiving, until } from "../support/processes.ts";

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

/** Starts a program with long variables before those that it inherits. */
const BEHIND_MUCH = `env -i A=$(printf %0120000d 1) B=$(printf %0120000d 1) ${WORKER_VARIABLE}=$${WORKER_VARIABLE} PATH="$PATH"`;

let marks = 0;

/** Starts a shell script in a session of its own and guards it. */
function startGuarded(census: ProcessCensus, script: string, maxProcesses = 64) {
  marks += 1;
  const mark = `${process.pid}-${marks}`;
  const env = { ...process.env, [WORKER_VARIABLE]: mark };
  const child = spawn("bash", ["-c", script], { detached: true, stdio: "ignore", env });
  children.push(child);
  const overruns: string[] = [];
  const leaderPid = child.pid ?? 0;
  const guard: Guard = census.guard({ leaderPid, mark, maxProcesses, onOverrun: () => void overruns.push(mark) });
  const living = () => findByEnvironment(`${WORKER_VARIABLE}=${mark}`);
  return { child, guard, overruns, living };
}

test.concurrent.each([
  ["a descendant", "sleep 60 & wait"],
  ["an orphan of its group", "(sleep 60 &) ; read -t 60 < <(sleep 60)"],
  ["a job in a group of its own", "set -m; sleep 60 & wait"],
  ["a daemon in a session of its own", "(setsid sleep 60 &) ; sleep 60"],
  // 128 kB is the most that one variable may have
  ["a daemon whose mark stands behind 240 kB of variables", `(${BEHIND_MUCH} setsid sleep 60 &) ; sleep 60`],
  [
    "a program of an adapter with a mark within ours",
    `(${WORKER_VARIABLE}="$${WORKER_VARIABLE}/1" setsid sleep 60 &) ; sleep 60`,
  ],
  ["a process with an emptied environment and a living parent", "env -i setsid sleep 60 & wait"],
])("[D1] %s counts as a process of the skill, and a sweep leaves none", async (_, script) => {
  const { child, guard, living } = startGuarded(new ProcessCensus(), script);
  await until("both are found", () => guard.members.length >= 2);
  const members = [...guard.members];
  child.kill("SIGKILL");
  await guard.sweep();
  expect(guard.members).toEqual([]);
  expect(living()).toEqual([]);
  await until("all are gone", () => !members.some(isLiving));
});

test.concurrent("[D1] a skill within the limit is left alone, one above it is reported once, beside others", async () => {
  const census = new ProcessCensus();
  const within = startGuarded(census, "for n in 1 2 3; do sleep 60 & done; wait", 4);
  const above = startGuarded(census, "for n in 1 2 3 4; do sleep 60 & done; wait", 4);
  await until("the overrun is reported", () => above.overruns.length > 0);
  await until("both are counted", () => within.guard.members.length === 4 && above.guard.members.length === 5);
  expect(within.overruns).toEqual([]);
  expect(above.overruns).toHaveLength(1);
  for (const { child, guard } of [within, above]) {
    child.kill("SIGKILL");
    await guard.sweep();
  }
});

test.concurrent("[D1] a program that starts and ends many processes one after the other is within the limit", async () => {
  const { child, guard, overruns } = startGuarded(new ProcessCensus(), "for n in {1..200}; do /bin/true; done", 4);
  await until("it has ended", () => child.exitCode !== null);
  await guard.sweep();
  expect(overruns).toEqual([]);
});
