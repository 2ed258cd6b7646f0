import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followRun } from "../lib/cli/follow-run.ts";
import { openOperatorSession, type OperatorSession } from "../lib/cli/open-session.ts";
import { readConfig } from "../lib/config.ts";
import { computeEta } from "../lib/core/pace/eta.ts";
import type { RunEvent } from "../lib/core/run/events.ts";
import { foldRun } from "../lib/core/reduce/reduce.ts";
import { startRun } from "../lib/operations/runs/start-run.ts";
import { judgeGoal } from "./goals.ts";

/**
 * Measures the accuracy of the ETA at 30 % over real runs of the mail classifier, which is linear. `npm run bench:eta [runs]`.
 * Goal: within 20 % in at least 90 % of the runs, for every scenario.
 */
const SIZES = { simple: 60, medium: 180, complex: 480 };
const SHARE = 0.3;
const GOAL = 0.2;

const runs = Number(process.argv[2] ?? "50");
const dataDir = mkdtempSync(join(tmpdir(), "triptych-eta-"));
const session = await openOperatorSession(
  readConfig({ NODE_ENV: "production", DATA_DIR: dataDir, LOG_LEVEL: "error" }),
  () => undefined,
);
try {
  const errors = new Map<string, number[]>(Object.keys(SIZES).map((id) => [id, []]));
  for (let seed = 1; seed <= runs; seed += 1) {
    const events = await playRun(session, seed);
    for (const [id, list] of errors) list.push(measureError(events, id));
  }
  for (const [id, list] of errors) console.log(describe(id, list));
} finally {
  await session.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function playRun(session: OperatorSession, seed: number): Promise<readonly RunEvent[]> {
  const input = { skill: "text-classification", sync: "free-running", items: SIZES, seed };
  const started = await startRun(session.context, input);
  if (!started.ok) throw new Error(started.error.message);
  session.ensureRunner();
  await followRun(session.context.log, started.value.runId, () => undefined);
  return await session.context.log.read(started.value.runId, 0);
}

/** Relative error of the predicted remaining active time, at the first fact with at least 30 % of the items. */
function measureError(events: readonly RunEvent[], id: string): number {
  const items = SIZES[id as keyof typeof SIZES];
  const at = events.findIndex(
    (event) =>
      event.type === "scenario.progressed" && event.scenarioId === id && event.totals.itemsDone >= items * SHARE,
  );
  const then = foldRun(events.slice(0, at + 1));
  const ended = foldRun(events);
  if (at === -1 || then === null || ended === null) throw new Error(`${id} never reached ${SHARE * 100} %`);
  const elapsed = (state: typeof then): number =>
    state.scenarios.find((scenario) => scenario.id === id)?.totals.elapsedMs ?? Number.NaN;
  const leftMs = elapsed(ended) - elapsed(then);
  return Math.abs((computeEta(then, id, then.atMs)?.remainingMs ?? Infinity) - leftMs) / leftMs;
}

function describe(id: string, errors: readonly number[]): string {
  const sorted = errors.toSorted((one, other) => one - other);
  const within = errors.filter((error) => error <= GOAL).length / errors.length;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const median = percent(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
  return `${id.padEnd(8)} ${errors.length} runs: off by ${median} (median), within 20 % in ${percent(within)} ${judgeGoal(within >= 0.9)}`;
}
