import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { findGroup, findChildren, isLiving, until } from "../support/processes.ts";

const PARENT = fileURLToPath(new URL("../support/skill-parent.ts", import.meta.url));

let parent: ChildProcess | null = null;
afterEach(() => parent?.kill("SIGKILL"));

async function startParent(): Promise<{ pid: number; groups: number[] }> {
  const started = spawn(process.execPath, [PARENT], { stdio: ["ignore", "pipe", "inherit"] });
  parent = started;
  let printed = "";
  started.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
  });
  await until("two workers", () => printed.split("\n").length === 3);
  const groups = printed.trim().split("\n").map(Number);
  await until("the grandchild", () => findGroup(groups[1] ?? 0).length === 2);
  return { pid: started.pid ?? 0, groups };
}

function findWatchdog(pid: number): number {
  return findChildren(pid, "read -r sign group")[0] ?? 0;
}

test("[O5] when the runner is killed, looping skills and their children end too", async () => {
  const { pid, groups } = await startParent();
  process.kill(pid, "SIGKILL");
  await until("both groups are gone", () => groups.every((group) => findGroup(group).length === 0), 3_000);
});

test("[O5] a killed watchdog is replaced and still ends the skills with the runner", async () => {
  const { pid, groups } = await startParent();
  const watchdog = findWatchdog(pid);
  expect(watchdog).toBeGreaterThan(0);
  process.kill(watchdog, "SIGKILL");
  await until("another watchdog", () => ![0, watchdog].includes(findWatchdog(pid)));
  const successor = findWatchdog(pid);
  process.kill(pid, "SIGKILL");
  await until("both groups are gone", () => groups.every((group) => findGroup(group).length === 0), 3_000);
  await until("the watchdog is gone", () => !isLiving(successor));
});
