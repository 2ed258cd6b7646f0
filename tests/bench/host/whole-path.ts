import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createProcessSkillHost } from "../../../lib/isolation/host/host.ts";
import { newId } from "../../../lib/ids.ts";
import { createStores } from "../../../lib/store/stores.ts";
import { createTestRunner } from "../../support/test-runner.ts";
import { TEST_REGISTRY_URL } from "../../support/skills/registry.ts";
import { ITEMS_PER_BATCH, type PathResult, SCENARIOS } from "./steps.ts";

const run = promisify(execFile);
const POLL_MS = 20;

/** Runs a program of the comparison in a process of its own. */
export async function measureRival(program: string, args: readonly string[]): Promise<PathResult> {
  const script = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await run(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as PathResult;
}

export type OwnResult = PathResult & {
  /** from the click to the end, with the start of the workers and the judgement */
  readonly wholeSeconds: number;
};

/** A run of three scenarios with our runner, its log and a worker process per scenario. */
export async function measureRunner(databaseUrl: string, batches: number): Promise<OwnResult> {
  const stores = await createStores({ databaseUrl });
  const host = createProcessSkillHost({ parentEnv: process.env, registryUrl: TEST_REGISTRY_URL });
  const { runner, start, statusOf } = createTestRunner(stores, host);
  await runner.start();
  try {
    const id = newId("run");
    const items = SCENARIOS.map(() => batches * ITEMS_PER_BATCH);
    const startedAt = performance.now();
    await start(id, { sync: "free-running", items, scenario: { batchSize: ITEMS_PER_BATCH } });
    while ((await statusOf(id)) !== "complete") await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const wholeSeconds = (performance.now() - startedAt) / 1_000;
    const events = await stores.log.read(id, 0, 1_000_000);
    const started = events.find(({ type }) => type === "run.started");
    const finished = events.find(({ type }) => type === "run.finished");
    const segments = (await Promise.all(SCENARIOS.map((scenario) => stores.log.readSegments(id, scenario)))).flat();
    return {
      seconds: ((finished?.atMs ?? Number.NaN) - (started?.atMs ?? Number.NaN)) / 1_000,
      wholeSeconds,
      storedItems: segments.reduce((sum, { results }) => sum + results.length, 0),
    };
  } finally {
    await runner.stop();
    await host.endAll();
    await stores.close();
  }
}
