import type { Claim } from "./event-log.ts";

/** A runner's process, as other runners can look for it. */
export type RunOwner = {
  readonly runnerId: string;
  /** kept in the machine's data folder; shared by all that work on that folder or on a copy of it */
  readonly machineId: string;
  /** where `pid` means this process: one boot of one kernel, one pid namespace; null: cannot be told */
  readonly processSpace: string | null;
  readonly pid: number;
  /** start time of the process, to tell a reused pid */ readonly processStartedAt: string;
};

/** Who may drive a run: a lease by the database's clock, and an epoch that fences the log. */
export interface RunOwnership {
  /** Takes the run if nobody holds it and it has not ended, or a retry waits to open it again; null otherwise. Raises the epoch; counts a crash when the last owner never let go. */
  claim(runId: string, owner: RunOwner): Promise<Claim | null>;
  /** Prolongs the leases (5 s) of these claims and tells watchers that the runner lives. Returns the claims still held. */
  renew(claims: readonly Claim[]): Promise<Claim[]>;
  /** Lets go in order: not a crash. */
  release(claim: Claim): Promise<void>;
  /** Ids of runs that have not ended, or that a retry waits to open again, and that nobody holds: to be sent out again. */
  findUnowned(): Promise<string[]>;
  /**
   * Ends at once the leases of dead processes of one's own machine and process space. Others cannot be looked up from
   * here, be they of another machine, another container or a copy of this machine: their leases run out. Returns the runs freed.
   */
  endLeasesOfDeadProcesses(
    self: Pick<RunOwner, "machineId" | "processSpace">,
    isAlive: (pid: number, processStartedAt: string) => boolean,
  ): Promise<string[]>;
}

/** Hands runs to runners across machines. */
export interface RunQueue {
  /** At-least-once; sending a run that is already queued changes nothing. */
  send(runId: string): Promise<void>;
  /** `handle` resolves when the runner is done with the run (ended, or let go). */
  work(options: { concurrency: number }, handle: (runId: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
