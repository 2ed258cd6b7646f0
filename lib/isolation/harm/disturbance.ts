import type { WorkerHarm } from "../../core/ports/skill-host.ts";
import { killTree, signalGroup } from "../process/process-group.ts";

/** A process that fills memory in the name of a worker. */
export type Balloon = {
  /** null once it has ended: its id may be another process's by then */
  readonly pid: number | null;
  /** Kills it; does nothing once it has ended. */
  pop(): void;
};

export type Disturbance = {
  begin(harm: WorkerHarm | null): void;
  /** process whose memory counts as the worker's; null when there is none */
  readonly balloonPid: number | null;
  /** The worker ends: nothing more is done to it. */
  stop(): void;
};

/** Of each period a slowed worker stands still for three quarters. */
const PERIOD_MS = 200;
const STILL_MS = 150;

/** Harm by signals to the worker's group and by a process beside it: it works for a skill in any language. */
export function createDisturbance(groupId: number, launchBalloon: () => Balloon): Disturbance {
  let balloon: Balloon | null = null;
  let slowing: NodeJS.Timeout | null = null;
  let waking: NodeJS.Timeout | null = null;

  function standStill(): void {
    signalGroup(groupId, "SIGSTOP");
    waking = setTimeout(() => signalGroup(groupId, "SIGCONT"), STILL_MS);
  }

  function slow(): void {
    if (slowing !== null) return;
    standStill();
    slowing = setInterval(standStill, PERIOD_MS);
  }

  function calm(): void {
    if (slowing === null) return;
    clearInterval(slowing);
    if (waking !== null) clearTimeout(waking);
    slowing = null;
    signalGroup(groupId, "SIGCONT");
  }

  function hang(): void {
    calm();
    signalGroup(groupId, "SIGSTOP");
  }

  return {
    get balloonPid() {
      return balloon?.pid ?? null;
    },
    begin(harm) {
      if (harm === null) calm();
      if (harm === "slow") slow();
      if (harm === "hang") hang();
      if (harm === "kill") killTree(groupId);
      if (harm === "memory" && (balloon?.pid ?? null) === null) balloon = launchBalloon();
    },
    stop() {
      calm();
      balloon?.pop();
    },
  };
}
