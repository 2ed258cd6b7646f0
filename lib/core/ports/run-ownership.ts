import type { Claim } from "./event-log.ts";

/** Identifies a runner's process for other runners. */
export type RunOwner = {
  readonly runnerId: string;
  /** kept in the machine's data folder; shared by all that work on that folder or on a copy of it */
  readonly machineId: string;
  /** the scope in which `pid` identifies the process: boot of the kernel and pid namespace; null: unknown */
  readonly processSpace: string | null;
  readonly pid: number;
  /** start time of the process, to detect a reused pid */ readonly processStartedAt: string;
};

/** Which runner owns a run: a lease by the database's clock, and an epoch that fences the log. */
export interface RunOwnership {
  /** Claims a run that is not leased and has not ended, or has a pending retry; null otherwise. Increments the epoch, and the crashes if the last owner did not release it; progress of the run resets them (progress.ts). */
  claim(runId: string, owner: RunOwner): Promise<Claim | null>;
  /** Renews the leases (5 s) of these claims and sends a heartbeat to watchers. Returns the claims still held. */
  renew(claims: readonly Claim[]): Promise<Claim[]>;
  /** Releases a claim, so that the next one does not count a crash. */
  release(claim: Claim): Promise<void>;
  /** Ids of runs without a lease that have not ended or have a pending retry: to be queued again. "waiting": only those on hold or paused. */
  findUnowned(which?: "all" | "waiting"): Promise<string[]>;
  /**
   * Ends the leases of dead processes of this machine and process space. Processes of another machine, another container or a
   * copy of this machine cannot be looked up from here: their leases expire. Returns the ids of the freed runs.
   */
  endLeasesOfDeadProcesses(
    self: Pick<RunOwner, "machineId" | "processSpace">,
    isAlive: (pid: number, processStartedAt: string) => boolean,
  ): Promise<string[]>;
}

/** Distributes runs to runners across machines. */
export interface RunQueue {
  /** Queues a run, at least once; a run that is already queued is not queued again. */
  send(runId: string): Promise<void>;
  /** Hands over one run at a time, without a pause while runs are queued; `handle` resolves when the runner can take another. */
  work(handle: (runId: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
