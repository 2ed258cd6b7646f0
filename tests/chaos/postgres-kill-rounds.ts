import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { medianSorted } from "simple-statistics";
import { findProcessesIn } from "../../lib/supervisor/process/process-identity.ts";
import { killParent, killRound, startPostgresParent, KILL_TARGETS } from "../support/kill-rounds.ts";
import { until } from "../support/processes.ts";

/** Many rounds of `kill -9` on the embedded PostgreSQL, for all targets in turn: node tests/chaos/postgres-kill-rounds.ts [rounds]. Exit code 1 when a commit is lost. */
const rounds = Number(process.argv[2] ?? "40");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-chaos-")));
const openedInMs: number[] = [];
let parent = await startPostgresParent(folder);
let lostInAll = 0;
for (let round = 0; round < rounds; round++) {
  const { next, lost } = await killRound(parent, folder, KILL_TARGETS[round % KILL_TARGETS.length] ?? "node alone");
  lostInAll += lost.length;
  openedInMs.push(next.startedInMs);
  parent = next;
}
const commits = parent.acknowledged.size;
await killParent(parent, folder, "node alone");
await until("the database ends with its parent", () => findProcessesIn(join(folder, "cluster")).length === 0);
rmSync(folder, { recursive: true, force: true });
const sorted = openedInMs.toSorted((a, b) => a - b);
console.log(
  `${rounds} rounds, ${commits} acknowledged commits, ${lostInAll} lost; reopened in ${Math.round(medianSorted(sorted))} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)`,
);
process.exit(lostInAll === 0 ? 0 : 1);
