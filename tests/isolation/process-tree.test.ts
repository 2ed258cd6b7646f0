import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { computeLeanEnv } from "../../lib/isolation/process/launch.ts";
import { endProcessGroup, signalGroup } from "../../lib/isolation/process/process-group.ts";
import { queryProcessTree, isProcessAlive, readProcessTree } from "../../lib/isolation/process/process-tree.ts";
import { findGroup, until } from "../support/processes.ts";

test("[D6] the memory of a process counts what it started, by /proc and by ps alike", async () => {
  const child = spawn("sh", ["-c", "sleep 60 & sleep 60; true"], { detached: true, stdio: "ignore" });
  const pid = child.pid ?? 0;
  await until("three processes", () => readProcessTree(pid)?.pids.length === 3);
  const asked = await queryProcessTree(pid);
  const read = readProcessTree(pid);
  expect(read?.pids.toSorted()).toEqual(asked?.pids.toSorted());
  expect(read?.rssMb).toBeGreaterThan(0.5);
  expect(Math.abs((read?.rssMb ?? 0) - (asked?.rssMb ?? 0))).toBeLessThan(5);
  await endProcessGroup(pid, { graceMs: 500 });
  expect(read?.pids.filter(isProcessAlive)).toEqual([]);
});

test("[D6] the page size is known: this process's memory is what Node says", () => {
  const ownMb = process.memoryUsage.rss() / 1_048_576;
  expect(Math.abs((readProcessTree(process.pid)?.rssMb ?? 0) - ownMb) / ownMb).toBeLessThan(0.3);
});

test("[D1] a process that leaves the group is ended with its leader all the same", async () => {
  const child = spawn("sh", ["-c", "setsid sleep 60 & wait"], { detached: true, stdio: "ignore" });
  const pid = child.pid ?? 0;
  await until("the one outside", () => readProcessTree(pid)?.pids.length === 2 && findGroup(pid).length === 1);
  const pids = readProcessTree(pid)?.pids ?? [];
  await endProcessGroup(pid, { graceMs: 500 });
  expect(pids).toHaveLength(2);
  expect(pids.filter(isProcessAlive)).toEqual([]);
});

test("[D1] ending what is gone already changes nothing", async () => {
  const child = spawn("true", { detached: true, stdio: "ignore" });
  const pid = child.pid ?? 0;
  await once(child, "exit");
  await endProcessGroup(pid, { graceMs: 500 });
  expect(signalGroup(pid, "SIGTERM")).toBe(false);
  expect(readProcessTree(pid)).toBeNull();
});

test("[O3] the lean environment is an allow-list", () => {
  expect(computeLeanEnv({ PATH: "/bin", HOME: undefined, DATABASE_URL: "secret" }, { EXTRA: "1" })).toEqual({
    PATH: "/bin",
    EXTRA: "1",
  });
});
