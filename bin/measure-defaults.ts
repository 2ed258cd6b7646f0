import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { MeasuredDefaults } from "../lib/core/estimate/measured-defaults.ts";
import type { SkillHost, SkillWorker } from "../lib/core/ports/skill-host.ts";
import { createProcessSkillHost } from "../lib/isolation/host/host.ts";
import { runSmoke } from "../lib/runner/smoke/smoke-run.ts";
import type { SkillManifest } from "../lib/skills/contract/contract.ts";
import { skillRegistry } from "../lib/skills/registry.ts";

/**
 * Measures what the bundled skills take for an item at their stage sizes, with a worker for each processor as on a stage, and writes it into their folders:
 * `npm run measure [skill…]`. Needed after a change of a skill's version; a test compares the versions.
 */
/** Programs are compiled by then, so that the second part is steady. */
const WARM_AFTER_MS = 4_000;
const LIMITS = { prepareMs: 120_000, togetherMs: 3_000, aloneMs: 4_000, patienceMs: 60_000 };
const DIGITS = 3;
/** The fastest round counts: what else the machine does can only slow a skill down. */
const ROUNDS = 2;

const asked = process.argv.slice(2);
const dataDir = mkdtempSync(join(tmpdir(), "triptych-measure-"));
const host = createProcessSkillHost({ parentEnv: process.env, env: { DATA_DIR: dataDir } });
try {
  for (const { manifest } of skillRegistry.values()) {
    if (asked.length > 0 && !asked.includes(manifest.id)) continue;
    const measured = await measureSkill(manifest);
    const file = new URL(`../lib/skills/bundled/${manifest.id}/measured.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
  }
} finally {
  await host.endAll();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measureSkill(manifest: SkillManifest): Promise<MeasuredDefaults> {
  const sizes = Object.values(manifest.stage.items);
  const best = new Map<number, Measured>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const items of sizes) {
      const measured = await measureSize(manifest, items);
      if (measured.msPerItem < (best.get(items)?.msPerItem ?? Infinity)) best.set(items, measured);
    }
  }
  const samples = sizes.map((items) => ({ items, msPerItem: best.get(items)?.msPerItem ?? Number.NaN }));
  const warmUp = best.get(sizes.at(-1) ?? 0)?.warmUp ?? [];
  const machine = cpus()[0]?.model.trim() ?? "unknown";
  const measuredAt = new Date().toISOString().slice(0, 10);
  return { skillVersion: manifest.version, measuredAt, machine, samples, warmUp };
}

type Measured = { readonly msPerItem: number; readonly warmUp: MeasuredDefaults["warmUp"] };

/** By the first worker's own time, so that other programs on the machine matter less. */
async function measureSize({ id, options }: SkillManifest, items: number): Promise<Measured> {
  let worker: SkillWorker | null = null;
  const ownMs = (): number => performance.now() - (worker?.cpuWaitMs() ?? 0);
  const warmUp: { items: number; ms: number }[] = [];
  const noting: SkillHost = {
    start: async (...given) => {
      const started = await host.start(...given);
      if (worker !== null) return started;
      worker = started;
      return noteFirstItems(worker, ownMs, (point) => warmUp.push(point));
    },
  };
  const request = {
    skillId: id,
    scenarioId: "complex",
    seed: 7,
    items,
    distribution: "uniform" as const,
    options: options.parse({}),
    input: null,
    memoryLimitMb: 1_024,
  };
  // two processors of one core are slower side by side than one alone
  const plans = [{ request, concurrency: availableParallelism(), batchSize: 50 }];
  const paces = await runSmoke({
    host: noting,
    plans,
    nowMs: ownMs,
    limits: LIMITS,
    processors: availableParallelism(),
    signal: new AbortController().signal,
  });
  const pace = typeof paces === "string" ? null : paces[0]?.alone?.ownMs;
  if (pace === null || pace === undefined) throw new Error(`${id} finished nothing at ${items} items`);
  return { msPerItem: toDigits(pace), warmUp };
}

/** The time of the first 1, 2, 4 … items, up to the end of the warm-up. */
function noteFirstItems(
  worker: SkillWorker,
  nowMs: () => number,
  onPoint: (point: { items: number; ms: number }) => void,
): SkillWorker {
  let [startedMs, done]: [number | null, number] = [null, 0];
  return {
    pid: worker.pid,
    get alive() {
      return worker.alive;
    },
    memoryMb: () => worker.memoryMb(),
    cpuWaitMs: () => worker.cpuWaitMs(),
    disturb: (harm) => worker.disturb(harm),
    end: () => worker.end(),
    runBatch(batch, listener) {
      startedMs ??= nowMs();
      const fromMs = startedMs;
      const onItem: typeof listener.onItem = (result) => {
        done += 1;
        if (Number.isInteger(Math.log2(done)) && nowMs() - fromMs < WARM_AFTER_MS)
          onPoint({ items: done, ms: toDigits(nowMs() - fromMs) });
        listener.onItem(result);
      };
      return worker.runBatch(batch, { ...listener, onItem });
    },
  };
}

function toDigits(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
