import { writeFileSync } from "node:fs";
import type { Balloon } from "./disturbance.ts";
import { launchSkillProcess } from "../process/launch.ts";
import { killTree } from "../process/process-group.ts";
import { READS_PROC } from "../process/proc-file.ts";
import type { Watchdog } from "../process/watchdog.ts";

const STEP_MB = 16;

/** Allocates in steps and touches every page, so that the memory watch sees it grow and can stop it early. */
const PROGRAM = `
const kept = [];
let left = Number(process.argv[1]);
const grow = () => {
  kept.push(Buffer.alloc(${STEP_MB} * 1048576, 1));
  left -= ${STEP_MB};
  if (left > 0) setTimeout(grow, 5);
};
grow();
setInterval(() => kept.length, 60000);
`;

/** Starts a process that allocates slightly more than `sizeMb`. It ends with the host at the latest. */
export function launchBalloon(sizeMb: number, watchdog: Watchdog): Balloon {
  const args = ["-e", PROGRAM, String(sizeMb + STEP_MB)];
  const child = launchSkillProcess({ command: process.execPath, args, env: {} });
  let pid: number | null = child.pid;
  watchdog.guard(child.pid);
  child.once("exit", () => {
    pid = null;
    watchdog.release(child.pid);
  });
  child.stdout.resume();
  child.stderr.resume();
  raiseOomScore(child.pid);
  return {
    get pid() {
      return pid;
    },
    pop() {
      if (pid !== null) killTree(pid);
    },
  };
}

/** Makes the kernel's OOM killer choose this process first. */
function raiseOomScore(pid: number): void {
  if (!READS_PROC) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // it has already ended, or we lack the permission: the kernel then chooses by size, which also selects this process
  }
}
