import { type Claim, StaleWriterError } from "../core/ports/event-log.ts";
import type { RunOwner, RunOwnership, RunQueue } from "../core/ports/run-ownership.ts";
import type { RunnerPresence } from "../core/ports/runner-presence.ts";
import { RunDrive, type DriveEnd } from "./drive/drive-run.ts";
import { Slots, type Slot } from "./slots.ts";
import { isTransientLoss } from "./drive/loss.ts";
import type { DriveDependencies } from "./drive/open-drive.ts";

const RENEW_INTERVAL_MS = 1_000;
const SWEEP_INTERVAL_MS = 2_000;
const ANNOUNCE_INTERVAL_MS = 1_000;
const RETRY_AFTER_LOSS_MS = 250;
/** A stage shows one run, and a few more come from the command line. Runs that only wait do not count. */
const COMPUTING_RUNS = 16;

export type RunnerLogger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export type RunnerDependencies = DriveDependencies & {
  readonly ownership: RunOwnership;
  readonly queue: RunQueue;
  readonly runners: RunnerPresence;
  readonly owner: RunOwner;
  readonly isAlive: (pid: number, processStartedAt: string) => boolean;
  readonly logger: RunnerLogger;
};

/** Claims runs, drives each to its end, renews the leases, and requeues runs without a runner. */
export class Runner {
  readonly #deps: RunnerDependencies;
  readonly #drives = new Map<string, { readonly claim: Claim; readonly drive: RunDrive }>();
  readonly #handling = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #slots = new Slots(COMPUTING_RUNS, () => this.#announceChange());
  #unsubscribe: () => Promise<void> = async () => {};
  #stopping = false;

  constructor(deps: RunnerDependencies) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { commands, queue, owner, ownership, isAlive } = this.#deps;
    this.#unsubscribe = await commands.subscribe((runId) => this.#noticeCommand(runId));
    for (const runId of await ownership.endLeasesOfDeadProcesses(owner, isAlive)) await queue.send(runId);
    await queue.work({ concurrency: 1 }, (runId) => this.#take(runId));
    this.#timers.push(this.#every(RENEW_INTERVAL_MS, "renew leases", () => this.#renew()));
    this.#timers.push(
      this.#every(ANNOUNCE_INTERVAL_MS, "announce this runner", () => this.#announce(this.#slots.free)),
    );
    this.#timers.push(this.#every(SWEEP_INTERVAL_MS, "look for runs without a runner", () => this.#sweep()));
    await this.#sweep();
  }

  /** Suspends every run; resolves when everything is stored and released. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#slots.close();
    const announced = this.#announce(null).catch((error: unknown) =>
      this.#deps.logger.warn({ err: error }, "cannot announce the stop"),
    );
    for (const timer of this.#timers.slice(1)) clearInterval(timer);
    for (const { drive } of this.#drives.values()) drive.stop();
    await Promise.allSettled([announced, ...this.#handling]);
    for (const timer of this.#timers) clearInterval(timer);
    await this.#unsubscribe();
    await this.#deps.queue.stop();
  }

  /**
   * Takes a run once a place is free, and resolves when the next one can be taken. Meanwhile another runner may claim it: its
   * sweep finds every run without a lease.
   */
  async #take(runId: string): Promise<void> {
    await this.#slots.whenFree();
    if (!this.#stopping && !this.#drives.has(runId)) this.#begin(runId);
  }

  #begin(runId: string): void {
    const slot = this.#slots.take();
    const handling = this.#handle(runId, slot)
      .catch((error: unknown) => this.#deps.logger.error({ runId, err: error }, "run not handled"))
      .finally(() => {
        slot.release();
        this.#handling.delete(handling);
      });
    this.#handling.add(handling);
  }

  #noticeCommand(runId: string | null): void {
    for (const [driven, { drive }] of this.#drives) if (runId === null || runId === driven) drive.noticeCommand();
  }

  /** Drives the run until it ends or another runner owns it. A lost run is claimed again; after a bug the lease expires and counts as a crash. */
  async #handle(runId: string, slot: Slot): Promise<void> {
    let end: DriveEnd = "lost";
    while (end === "lost" && !this.#stopping) {
      const claim = await this.#untilReachable("claim", () => this.#deps.ownership.claim(runId, this.#deps.owner));
      if (claim === null) return;
      end = await this.#drive(claim, slot);
      if (end !== "broken") await this.#untilReachable("release", () => this.#deps.ownership.release(claim));
    }
  }

  async #drive(claim: Claim, slot: Slot): Promise<DriveEnd> {
    const { runId } = claim;
    const drive = new RunDrive(this.#deps, claim, (isWaiting) => slot.setWaiting(isWaiting));
    this.#drives.set(runId, { claim, drive });
    if (this.#stopping) drive.stop();
    this.#deps.logger.info({ runId, epoch: claim.epoch }, "driving run");
    try {
      const end = await drive.run();
      if (end === "lost" && !isTransientLoss(drive.lossCause)) throw drive.lossCause;
      if (end === "lost") this.#deps.logger.warn({ runId, err: drive.lossCause }, "run lost, claiming it again");
      else this.#deps.logger.info({ runId, end }, "run released");
      return end;
    } catch (error) {
      this.#deps.logger.error({ runId, err: error }, "drive failed");
      return "broken";
    } finally {
      this.#drives.delete(runId);
    }
  }

  /** Retries while the database is unavailable, which must not fail the run. */
  async #untilReachable<Value>(what: string, attempt: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        this.#deps.logger.warn({ err: error }, `cannot ${what} yet`);
        if (this.#stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_LOSS_MS));
      }
    }
  }

  async #renew(): Promise<void> {
    const claims = [...this.#drives.values()].map(({ claim }) => claim);
    if (claims.length === 0) return;
    const held = new Set((await this.#deps.ownership.renew(claims)).map((claim) => `${claim.runId}:${claim.epoch}`));
    for (const { claim, drive } of this.#drives.values()) {
      const isMine = claims.includes(claim);
      if (isMine && !held.has(`${claim.runId}:${claim.epoch}`))
        drive.abandon(new StaleWriterError(`The lease of ${claim.runId} has been lost`));
    }
  }

  async #sweep(): Promise<void> {
    // a run on hold takes no place, and its presenter must not wait for one
    const waiting = this.#slots.free === 0 ? await this.#deps.ownership.findUnowned("waiting") : [];
    for (const runId of waiting) if (!this.#drives.has(runId)) this.#begin(runId);
    for (const runId of await this.#deps.ownership.findUnowned()) {
      if (!this.#drives.has(runId)) await this.#deps.queue.send(runId);
    }
  }

  async #announce(free: number | null): Promise<void> {
    await this.#deps.runners.announce({ runnerId: this.#deps.runnerId, free });
  }

  /** At once, so that a waiting run is told; a lost announcement is repeated with the next one. */
  #announceChange(): void {
    if (this.#stopping) return;
    this.#announce(this.#slots.free).catch((error: unknown) =>
      this.#deps.logger.warn({ err: error }, "cannot announce this runner"),
    );
  }

  /** Never overlaps with itself; a failure is logged, and the next interval retries. */
  #every(intervalMs: number, what: string, task: () => Promise<void>): NodeJS.Timeout {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      task()
        .catch((error: unknown) => this.#deps.logger.warn({ err: error }, `cannot ${what}`))
        .finally(() => {
          busy = false;
        });
    }, intervalMs);
  }
}
