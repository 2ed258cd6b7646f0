import type { WorkerHarm } from "../../core/ports/skill-host.ts";
import { killTree, signalGroup } from "../process/process-group.ts";

/** A process that allocates memory on behalf of a worker. */
export type Balloon = {
  /** null once it has ended, because the pid may be reused */
  readonly pid: number | null;
  /** Kills the process; does nothing once it has ended. */
  pop(): void;
};

export type Disturbance = {
  begin(harm: WorkerHarm | null): void;
  /** the process whose memory counts towards the worker's; null without one */
  readonly balloonPid: number | null;
  /** Ends all harm, because the worker ends. */
  stop(): void;
};

/** A slowed worker is stopped for three quarters of each period. */
const PERIOD_MS = 200;
const STOPPED_MS = 150;

/** Harms a worker by signals to its process group and by a companion process, so it works for skills in any language. */
export function createDisturbance(groupId: number, launchBalloon: () => Balloon): Disturbance {
  let balloon: Balloon | null = null;
  let slowing: NodeJS.Timeout | null = null;
  let waking: NodeJS.Timeout | null = null;

  function stopGroup(): void {
    signalGroup(groupId, "SIGSTOP");
    waking = setTimeout(() => signalGroup(groupId, "SIGCONT"), STOPPED_MS);
  }

  function slow(): void {
    if (slowing !== null) return;
    stopGroup();
    slowing = setInterval(stopGroup, PERIOD_MS);
  }

  function stopSlowing(): void {
    if (slowing === null) return;
    clearInterval(slowing);
    if (waking !== null) clearTimeout(waking);
    slowing = null;
    signalGroup(groupId, "SIGCONT");
  }

  function hang(): void {
    stopSlowing();
    signalGroup(groupId, "SIGSTOP");
  }

  return {
    get balloonPid() {
      return balloon?.pid ?? null;
    },
    begin(harm) {
      if (harm === null) stopSlowing();
      if (harm === "slow") slow();
      if (harm === "hang") hang();
      if (harm === "kill") killTree(groupId);
      if (harm === "memory" && (balloon?.pid ?? null) === null) balloon = launchBalloon();
    },
    stop() {
      stopSlowing();
      balloon?.pop();
    },
  };
}
