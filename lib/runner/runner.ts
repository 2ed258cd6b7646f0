import { type Claim, StaleWriterError } from "../core/ports/event-log.ts";
import type { RunOwner, RunOwnership, RunQueue } from "../core/ports/run-ownership.ts";
import { shortageOf, type Storage } from "../core/ports/storage.ts";
import type { RunnerFigures } from "../core/ports/process-figures.ts";
import type { RunnerPresence } from "../core/ports/runner-presence.ts";
import type { Suspension } from "../core/run/events.ts";
import { RunDrive, type DriveEnd } from "./drive/drive-run.ts";
import { Slots, type Slot } from "./slots.ts";
import { isTransientLoss } from "./drive/loss.ts";
import type { DriveDependencies } from "./drive/open-drive.ts";
import { RepeatedWarnings, type RunnerLogger } from "./repeated-warnings.ts";
import { ShortageReports } from "./shortage-reports.ts";
import { BEAT_MS } from "./steady-clock.ts";
import { ReclaimBackOff } from "./reclaim-back-off.ts";

const RENEW_INTERVAL_MS = 1_000;
const SWEEP_INTERVAL_MS = 2_000;
const ANNOUNCE_INTERVAL_MS = 1_000;
const RETRY_AFTER_LOSS_MS = 250;
const RETRY_AFTER_SHORTAGE_MS = 1_000;
/** A stage shows one run, and a few more come from the command line. Runs that only wait do not count. */
const COMPUTING_RUNS = 16;

export type RunnerDependencies = DriveDependencies & {
  readonly ownership: RunOwnership;
  readonly queue: RunQueue;
  readonly storage: Pick<Storage, "probe" | "reportShortage">;
  readonly runners: RunnerPresence;
  readonly owner: RunOwner;
  readonly isAlive: (pid: number, processStartedAt: string) => boolean;
  readonly logger: RunnerLogger;
  /** called every BEAT_MS; returns the stretches since the last call in which this process did not run */
  readonly beat?: () => readonly Suspension[];
  /** what this process reports with the announcement of each second; `runs`: those that it drives */
  readonly readFigures?: (runs: number) => RunnerFigures;
  /** 0 ≤ random < 1; Math.random by default */
  readonly random?: () => number;
};

/** Claims runs, drives each to its end, renews the leases, and requeues runs without a runner. */
export class Runner {
  readonly #deps: RunnerDependencies;
  readonly #drives = new Map<string, { readonly claim: Claim; readonly drive: RunDrive }>();
  readonly #backOff: ReclaimBackOff;
  readonly #handling = new Set<Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #shortages: ShortageReports;
  readonly #warnings: RepeatedWarnings;
  readonly #slots = new Slots(COMPUTING_RUNS, () => this.#announceChange());
  #unsubscribe: () => Promise<void> = async () => {};
  #stopping = false;

  constructor(deps: RunnerDependencies) {
    this.#deps = deps;
    this.#warnings = new RepeatedWarnings(deps.logger);
    this.#shortages = new ShortageReports(deps.storage, {
      nowMs: () => deps.clock.nowMs(),
      onFailed: (error) => deps.logger.warn({ err: error }, "cannot report a shortage"),
    });
    this.#backOff = new ReclaimBackOff(deps.random ?? Math.random);
  }

  async start(): Promise<void> {
    const { commands, queue, owner, ownership, isAlive } = this.#deps;
    this.#unsubscribe = await commands.subscribe((runId) => this.#noticeCommand(runId));
    for (const runId of await ownership.endLeasesOfDeadProcesses(owner, isAlive)) await queue.send(runId);
    await queue.work((runId) => this.#take(runId));
    this.#timers.push(this.#every(RENEW_INTERVAL_MS, "renew leases", () => this.#renew()));
    this.#timers.push(
      this.#every(ANNOUNCE_INTERVAL_MS, "announce this runner", () =>
        this.#announce(this.#slots.free, this.#deps.readFigures?.(this.#drives.size)),
      ),
    );
    this.#timers.push(this.#every(SWEEP_INTERVAL_MS, "look for runs without a runner", () => this.#sweep()));
    this.#timers.push(this.#every(BEAT_MS, "look for suspensions", async () => this.#noteSuspensions()));
    await this.#sweep();
  }

  #noteSuspensions(): void {
    for (const suspension of this.#deps.beat?.() ?? []) {
      this.#deps.logger.warn(suspension, "the runner did not run for a while; nothing is charged for that time");
      for (const { drive } of this.#drives.values()) drive.noteSuspension(suspension);
    }
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
    this.#backOff.endAll();
    await Promise.allSettled([announced, ...this.#handling]);
    for (const timer of this.#timers) clearInterval(timer);
    await this.#unsubscribe();
    await this.#deps.queue.stop();
  }

  /**
   * Takes a run once a slot is free, and resolves when the next one can be taken. Meanwhile another runner may claim it: its
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
    if (runId !== null) this.#backOff.end(runId);
  }

  /** Drives the run until it ends or another runner owns it. A lost run is claimed again after a pause; after a bug the lease expires and counts as a crash. */
  async #handle(runId: string, slot: Slot): Promise<void> {
    let lostAtMs: number | null = null;
    while (!this.#stopping && !this.#backOff.has(runId)) {
      const claim = await this.#untilReachable("claim", () => this.#deps.ownership.claim(runId, this.#deps.owner));
      if (claim === null) return;
      // the database knows only the time without any living runner
      const unownedMs = lostAtMs === null ? 0 : this.#deps.clock.nowMs() - lostAtMs;
      const downtimeMs = claim.downtimeMs === null ? null : Math.max(claim.downtimeMs, unownedMs);
      const drive = new RunDrive(this.#deps, { ...claim, downtimeMs }, (isWaiting) => slot.setWaiting(isWaiting));
      const end = await this.#drive(claim, drive, () => (lostAtMs = this.#deps.clock.nowMs()));
      if (end !== "broken") await this.#untilReachable("release", () => this.#deps.ownership.release(claim));
      if (end !== "lost") return this.#backOff.forget(runId);
      if (!this.#stopping) await this.#backOff.wait(runId, drive.hasAdvanced);
    }
  }

  async #drive(claim: Claim, drive: RunDrive, onLost: () => void): Promise<DriveEnd> {
    const { runId } = claim;
    this.#drives.set(runId, { claim, drive });
    if (this.#stopping) drive.stop();
    this.#deps.logger.info({ runId, epoch: claim.epoch }, "driving run");
    try {
      const end = await drive.run();
      if (end === "lost" && !isTransientLoss(drive.lossCause)) throw drive.lossCause;
      if (end === "lost") this.#deps.logger.warn({ runId, err: drive.lossCause }, "run lost, claiming it again");
      else this.#deps.logger.info({ runId, end }, "run released");
      if (end === "lost") {
        onLost();
        await this.#untilStorable(drive.lossCause);
      }
      return end;
    } catch (error) {
      this.#deps.logger.error({ runId, err: error }, "drive failed");
      return "broken";
    } finally {
      this.#drives.delete(runId);
    }
  }

  /** Waits while the database can store nothing. The run stays claimed: another runner could not store either, and would count a crash. */
  async #untilStorable(cause: unknown): Promise<void> {
    for (let error = cause; shortageOf(error) !== null && !this.#stopping;) {
      this.#shortages.note(error);
      this.#warnings.failed("store facts", error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_SHORTAGE_MS));
      error = await this.#deps.storage.probe().catch((failure: unknown) => failure);
      if (shortageOf(error) === null) this.#warnings.succeeded("store facts");
    }
  }

  /** Retries while the database is unavailable, which must not fail the run. */
  async #untilReachable<Value>(what: string, attempt: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        const value = await attempt();
        this.#warnings.succeeded(what);
        return value;
      } catch (error) {
        this.#shortages.note(error);
        this.#warnings.failed(what, error);
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
    // a run on hold takes no slot, and its presenter must not wait for one
    const waiting = this.#slots.free === 0 ? await this.#deps.ownership.findUnowned("waiting") : [];
    for (const runId of waiting) if (!this.#drives.has(runId)) this.#begin(runId);
    for (const runId of await this.#deps.ownership.findUnowned()) {
      if (!this.#drives.has(runId) && !this.#backOff.has(runId)) await this.#deps.queue.send(runId);
    }
  }

  async #announce(free: number | null, figures?: RunnerFigures): Promise<void> {
    await this.#deps.runners.announce({ runnerId: this.#deps.runnerId, free, figures });
  }

  /** At once, so that the pages of a waiting run are up to date; a lost announcement is followed by the next one. */
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
        .then(() => this.#warnings.succeeded(what))
        .catch((error: unknown) => {
          this.#shortages.note(error);
          this.#warnings.failed(what, error);
        })
        .finally(() => {
          busy = false;
        });
    }, intervalMs);
  }
}
