import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followRun } from "../lib/cli/follow-run.ts";
import { openOperatorSession, type OperatorSession } from "../lib/cli/open-session.ts";
import { readConfig } from "../lib/config.ts";
import { startDemo } from "../lib/operations/demos/start-demo.ts";
import { seedDemos } from "../lib/operations/demos/seed-demos.ts";
import { judgeGoal } from "./goals.ts";

/**
 * Measures how long the bundled demos last with the length that they have by themselves: `npm run bench:length [load] [skill…]`.
 * `load`: busy loops beside them, 0 by default. Goal: 45 to 90 s of work in every demo.
 */
const [MIN_SECONDS, MAX_SECONDS] = [45, 90];

const [load = "0", ...asked] = process.argv.slice(2);
const loops = Array.from({ length: Number(load) }, () => spawn(process.execPath, ["-e", "for (;;);"]));
const dataDir = mkdtempSync(join(tmpdir(), "triptych-length-"));
const session = await openOperatorSession(
  readConfig({ NODE_ENV: "production", DATA_DIR: dataDir, LOG_LEVEL: "error" }),
  () => undefined,
);
try {
  await seedDemos(session.context);
  for (const skillId of session.context.skills.keys()) {
    if (asked.length === 0 || asked.includes(skillId)) await measureDemo(session, skillId);
  }
} finally {
  for (const loop of loops) loop.kill("SIGKILL");
  await session.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measureDemo(operator: OperatorSession, skillId: string): Promise<void> {
  const { context } = operator;
  const started = await startDemo(context, { demoId: `demo_${skillId}`, hold: "none" });
  if (!started.ok) throw new Error(started.error.message);
  operator.ensureRunner();
  const askedMs = performance.now();
  const startedMs = Promise.withResolvers<number>();
  const state = await followRun(context.log, started.value.runId, ({ startedAt }) => {
    if (startedAt !== null) startedMs.resolve(performance.now());
  });
  const preparedSeconds = ((await startedMs.promise) - askedMs) / 1_000;
  const seconds = Math.max(...state.scenarios.map(({ totals }) => totals.elapsedMs)) / 1_000;
  const sizes = state.spec.scenarios.map(({ items }) => items).join(" / ");
  const isMet = state.status === "complete" && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
  console.log(
    `${skillId.padEnd(20)} load ${load}: ${seconds.toFixed(1)} s of work, started after ${preparedSeconds.toFixed(1)} s, ` +
      `sizes ${sizes}, ${state.status}${state.sizesFitted?.failure === null ? "" : ", NOT FITTED"} ${judgeGoal(isMet)}`,
  );
}
