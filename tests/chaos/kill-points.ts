import { parseArgs } from "node:util";
import { createKillRounds, describeKillPoint, planKillPoints } from "../support/kill-points.ts";
import { startTestApp } from "../support/test-app.ts";

/**
 * Seeded points of `kill -9` on one app: runner, web, PostgreSQL, workers that prepare, and pairs of them. Each disturbed run
 * must equal the undisturbed one: `npm run chaos -- --points 60 --seed 1`. Exit code 1 when one differs or was never hit.
 */
const { values } = parseArgs({
  options: { points: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
});
const seed = Number(values.seed);
const points = planKillPoints(Number(values.points), seed);
const startedMs = performance.now();
let [equal, missed] = [0, 0];
const app = await startTestApp();
try {
  const rounds = createKillRounds(app, seed);
  for (const [index, point] of points.entries()) {
    const { isHit, problems, recoveries, failedStarts, tookMs } = await rounds.run(point);
    if (!isHit) missed += 1;
    else if (problems.length === 0) equal += 1;
    const verdict = [...problems, ...(isHit ? [] : ["missed"])].join("; ") || "equal";
    const figures = `${recoveries} recoveries, ${failedStarts} failed starts, ${(tookMs / 1_000).toFixed(1).padStart(5)} s`;
    console.log(`${String(index + 1).padStart(3)}  ${describeKillPoint(point).padEnd(66)} ${figures}  ${verdict}`);
  }
} finally {
  await app.stop();
}
const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
console.log(
  `${points.length} points of seed ${seed}: ${equal} equal to the undisturbed run, ${points.length - equal - missed} different, ${missed} missed; ${minutes} min`,
);
process.exit(equal === points.length ? 0 : 1);
