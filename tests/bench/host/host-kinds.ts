import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { linearRegression, median } from "simple-statistics";
import type { SkillWorker } from "../../../lib/core/ports/skill-host.ts";
import { createProcessSkillHost } from "../../../lib/isolation/host/host.ts";
import { echoRequest } from "../../support/echo-request.ts";
import { createProgramHost } from "../../support/program-host.ts";
import { TEST_REGISTRY_URL } from "../../support/skills/registry.ts";
import { computeBatch } from "./steps.ts";

const SIZES = [1, 10, 100] as const;
const ROUNDS = 5;
const BATCHES_PER_ROUND = 100;
const WARM_BATCHES = 100;
const SPAWNED_ITEMS = 15;

/** Medians in µs: of whole batches by size, and the parts per batch and per item by least squares over the sizes. */
export type HostCost = {
  readonly name: string;
  readonly batchUs: readonly number[];
  readonly perBatchUs: number;
  readonly perItemUs: number;
};

type Kind = { readonly name: string; run(items: number): Promise<number>; end(): Promise<void> };

const direct: Kind = {
  name: "direct call in the same process",
  run: (items) => {
    let count = 0;
    const report = () => void (count += 1);
    for (let item = 0; item < items; item += 10)
      computeBatch(item / 10)
        .slice(0, items - item)
        .forEach(report);
    return Promise.resolve(count);
  },
  end: () => Promise.resolve(),
};

function toKind(name: string, worker: SkillWorker): Kind {
  return {
    name,
    async run(items) {
      let count = 0;
      const listener = { onItem: () => void (count += 1), onLog: () => {} };
      const outcome = await worker.runBatch({ fromItem: 0, toItem: items }, listener);
      if (!outcome.ok) throw new Error(outcome.message);
      return count;
    },
    end: () => worker.end(),
  };
}

/** A batch through each kind of host, in turns, so that a slowdown of the machine affects all. */
export async function measureHosts(): Promise<HostCost[]> {
  const own = createProcessSkillHost({ parentEnv: process.env, registryUrl: TEST_REGISTRY_URL });
  const programs = createProgramHost();
  const start = (host: typeof own, skillId: string) =>
    host.start(echoRequest({}, { skillId, items: 1_000 }), { onLog: () => {} });
  const kinds = [
    direct,
    toKind("a skill in our Node process", await start(own, "echo")),
    toKind("a plain Node program", await start(programs, "steps.mjs")),
    toKind("a plain Python program", await start(programs, "steps.py")),
  ];
  const times = kinds.map(() => SIZES.map((): number[] => []));
  for (const kind of kinds) for (let batch = 0; batch < WARM_BATCHES; batch++) await kind.run(10);
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, kind] of kinds.entries())
      for (const [sizeAt, size] of SIZES.entries())
        for (let batch = 0; batch < BATCHES_PER_ROUND; batch++)
          times[at]?.[sizeAt]?.push(await timeUs(async () => requireCount(await kind.run(size), size)));
  for (const kind of kinds) await kind.end();
  return kinds.map(({ name }, at) => summarise(name, (times[at] ?? []).map(median)));
}

function summarise(name: string, batchUs: readonly number[]): HostCost {
  const { m, b } = linearRegression(SIZES.map((size, at) => [size, batchUs[at] ?? Number.NaN]));
  return { name, batchUs, perBatchUs: b, perItemUs: m };
}

function requireCount(count: number, expected: number): void {
  if (count !== expected) throw new Error(`${count} items instead of ${expected}`);
}

async function timeUs(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) * 1_000;
}

/** The interpreter itself, since a version manager's launcher would be measured instead. */
function findPython(): string {
  return execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
}

const ONE_ITEM: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ["bash", "bash", ["-c", "read -r item; echo $((item * 2))"]],
  ["python3", findPython(), ["-c", "print(int(input()) * 2)"]],
  ["node", process.execPath, ["-e", "process.stdin.on('data', (item) => console.log(item * 2))"]],
];

/** A process started for each item, one after the other: median ms per item. */
export async function measureSpawns(): Promise<readonly { readonly name: string; readonly perItemMs: number }[]> {
  const costs = [];
  for (const [name, command, args] of ONE_ITEM) {
    const times: number[] = [];
    for (let item = 0; item < SPAWNED_ITEMS; item++)
      times.push((await timeUs(() => runOnce(command, args, item))) / 1_000);
    costs.push({ name, perItemMs: median(times) });
  }
  return costs;
}

async function runOnce(command: string, args: readonly string[], item: number): Promise<void> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  child.stdin.end(`${item}\n`);
  await once(child, "close");
  if (Number(printed) !== item * 2) throw new Error(`${command} printed ${printed}`);
}
