import type { Claim } from "../../core/ports/event-log.ts";
import type { RunOwnership } from "../../core/ports/run-ownership.ts";
import type { MemoryDatabase, MemoryRun } from "./memory-database.ts";

const LEASE_MS = 5_000;

export function createMemoryRunOwnership(database: MemoryDatabase): RunOwnership {
  const isWanted = ({ item }: MemoryRun) =>
    item.finishedAt === null ||
    database.commands.some(({ command, handled }) => !handled && command.type === "retry" && command.runId === item.id);
  const isFree = (run: MemoryRun) =>
    isWanted(run) && (run.leaseUntilMs === null || run.leaseUntilMs < database.nowMs());

  function find(claim: Claim): MemoryRun | null {
    const run = database.runs.get(claim.runId);
    return run !== undefined && run.epoch === claim.epoch ? run : null;
  }

  return {
    async claim(runId, owner) {
      const run = database.runs.get(runId);
      if (run === undefined || !isFree(run)) return null;
      const nowMs = database.nowMs();
      const downtimeMs = run.epoch > 0 ? nowMs - run.lastAliveMs : null;
      run.crashes += run.owner === null ? 0 : 1;
      Object.assign(run, { epoch: run.epoch + 1, owner, leaseUntilMs: nowMs + LEASE_MS, lastAliveMs: nowMs });
      return { runId, epoch: run.epoch, crashes: run.crashes, downtimeMs };
    },
    async renew(claims) {
      const held = claims.filter((claim) => find(claim)?.owner);
      for (const claim of held) {
        Object.assign(find(claim) ?? {}, { leaseUntilMs: database.nowMs() + LEASE_MS, lastAliveMs: database.nowMs() });
        database.logNotices.publish({ runId: claim.runId, seq: "heartbeat" });
      }
      return held;
    },
    async release(claim) {
      Object.assign(find(claim) ?? {}, { owner: null, leaseUntilMs: null, lastAliveMs: database.nowMs() });
    },
    async findUnowned(which = "all") {
      const isWaiting = ({ item }: MemoryRun) => item.status === "holding" || item.status === "paused";
      const found = [...database.runs.values()].filter((run) => isFree(run) && (which === "all" || isWaiting(run)));
      return found.map((run) => run.item.id);
    },
    async endLeasesOfDeadProcesses({ machineId, processSpace }, isAlive) {
      const dead = [...database.runs.values()].filter(
        (run) =>
          run.item.finishedAt === null &&
          !isFree(run) &&
          processSpace !== null &&
          run.owner?.machineId === machineId &&
          run.owner.processSpace === processSpace &&
          !isAlive(run.owner.pid, run.owner.processStartedAt),
      );
      for (const run of dead) run.leaseUntilMs = database.nowMs() - 1;
      return dead.map((run) => run.item.id);
    },
  };
}
