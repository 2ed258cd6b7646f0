import type { RunEvent, RunEventOf } from "../../../lib/core/run/events.ts";
import type { TestApp } from "../../support/test-app.ts";
import { createSkillFolders, type SkillFolders } from "../../support/skill-folder.ts";
import type { Inspector } from "../inspector.ts";

/** Waits 20 ms an item and computes nothing, so that the same run takes the same time again. */
const WAITING = `
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
const send = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { type, items, batchId, fromItem, toItem } = JSON.parse(line);
  if (type === "open") send({ type: "ready", protocol: 1, items });
  if (type === "close") process.exit(0);
  if (type !== "batch") continue;
  for (let index = fromItem; index < toItem; index++) {
    await delay(20);
    send({ type: "item", batchId, index, ok: true, values: { done: 1, input_tokens: 10, output_tokens: 1 } });
  }
  send({ type: "batch-done", batchId });
}`;

export function writeWaitingSkill(): SkillFolders {
  const folders = createSkillFolders();
  const formula = { kind: "ratio" as const, numerator: { done: 1 }, denominator: { done: 1 } };
  const metrics = [{ id: "done", label: "Done", formula, target: ">= 1" }];
  const invoke = { kind: "command", command: "node waiting.mjs", speaks: "protocol" } as const;
  const files = { "waiting.mjs": WAITING, "rows.csv": "number\n1\n2\n" };
  folders.write("waiting", { invoke, metrics, item: { data: "rows.csv" } }, files);
  return folders;
}

export type Workload = { readonly name: string; readonly input: object };
export const WORKLOADS: readonly Workload[] = [
  { name: "a run that waits", input: { skill: "waiting", items: [40, 70, 100], sync: "milestone" } },
  { name: "a run that computes", input: { skill: "data-transformation", items: [150, 300, 450], sync: "milestone" } },
];

export type Ran = {
  /** from the first work to the end, as its facts say */
  readonly durationMs: number;
  /** p99 of the runner's event loop meanwhile */
  readonly loopDelayMs: number;
  /** what must be the same in each run of a workload; says what differs if it is not */
  readonly content: string;
};

const DELAY = "globalThis.benchDelay";

/** Prepares the runner for `runOnce`. */
export async function watchLoop(runner: Inspector): Promise<void> {
  const start = "process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 })";
  await runner.evaluate(`(${DELAY} = ${start}, ${DELAY}.enable())`);
}

export async function runOnce(app: TestApp, runner: Inspector, { input }: Workload): Promise<Ran> {
  await runner.evaluate(`${DELAY}.reset()`);
  const id = await app.start(input);
  await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
  const loopDelayMs = Number(await runner.evaluate(`${DELAY}.percentile(99) / 1e6`));
  const events = await app.events(id);
  const [started, finished] = [find(events, "run.started"), find(events, "run.finished")];
  return { durationMs: finished.atMs - started.atMs, loopDelayMs, content: describeContent(events, finished) };
}

function find<Type extends RunEvent["type"]>(events: readonly RunEvent[], type: Type): RunEventOf<Type> {
  const found = events.find((event): event is RunEventOf<Type> => event.type === type);
  if (found === undefined) throw new Error(`The run has no ${type}`);
  return found;
}

/** Facts are numbered without a gap, and there are as many of each type, except samples of progress; totals are those of the items. */
function describeContent(events: readonly RunEvent[], { status, results }: RunEventOf<"run.finished">): string {
  const gap = events.find(({ seq }, at) => seq !== at + 1);
  const counts: Record<string, number> = {};
  for (const { type } of events) if (type !== "scenario.progressed") counts[type] = (counts[type] ?? 0) + 1;
  const totals = results.scenarios.map(({ scenarioId, totals }) => {
    const { itemsDone, itemsOk, batchesDone, quality, metrics } = totals;
    return { scenarioId, itemsDone, itemsOk, batchesDone, quality, metrics };
  });
  const sorted = Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify({ status, gap: gap?.seq ?? null, facts: Object.fromEntries(sorted), totals });
}
