import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { readCpuWaitMs } from "../../lib/isolation/process/cpu-wait.ts";

const SPIN_FOR_MS = 300;

/** Spins on a CPU shared with its siblings, and prints its CPU time. */
const SPIN = `
const { execPath } = process;
const until = Date.now() + ${SPIN_FOR_MS};
while (Date.now() < until);
const { user, system } = process.cpuUsage();
console.log(String((user + system) / 1000));
process.stdin.resume();
`;

test("[B5] on a shared CPU, waiting time is elapsed time minus CPU time", async () => {
  const onOne = () =>
    spawn("taskset", ["-c", "0", process.execPath, "-e", SPIN], { stdio: ["pipe", "pipe", "inherit"] });
  const children = [onOne(), onOne(), onOne()];
  const spun = await Promise.all(children.map(async (child) => Number(await once(child.stdout, "data"))));
  const waited = children.map(({ pid }) => readCpuWaitMs(pid ?? 0) ?? Number.NaN);
  for (const child of children) child.kill();
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  // three processes share one CPU: each runs a third of the time and waits two thirds
  expect(total(spun)).toBeGreaterThan(0);
  expect(total(waited)).toBeGreaterThan(2 * SPIN_FOR_MS);
  expect(readCpuWaitMs(2 ** 22 + 1)).toBeNull();
});
