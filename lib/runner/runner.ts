import { type Claim, StaleWriterError } from "../core/ports/event-log.ts";
import type { RunOwner, RunOwnership, RunQueue } from "../core/ports/run-ownership.ts";
import { shortageOf, type Storage } from "../core/ports/storage.ts";
import { RunDrive, type DriveEnd } from "./drive/drive-run.ts";
import { isTransientLoss } from "./drive/loss.ts";
import type { DriveDependencies } from "./drive/open-drive.ts";
import { ShortageReports } from "./shortage-reports.ts";

const RENEW_INTERVAL_MS = 1_000;
const SWEEP_INTERVAL_MS = 2_000;
const RETRY_AFTER_LOSS_MS = 250;
const RETRY_AFTER_SHORTAGE_MS = 1_000;
/**
 * A stage shows one run, and a few more come from the command line. But a run left at a hold waits without limit, and the
 * runs left by rehearsals must not keep the next demo from starting.
 */
const CONCURRENT_RUNS = 16;

export type RunnerLogger = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

export type RunnerDependencies = DriveDependencies & {
  readonly ownership: RunOwnership;
  readonly queue: RunQueue;
  readonly storage: Pick<Storage, "probe" | "reportShortage">;
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
  readonly #shortages: ShortageReports;
  #unsubscribe: () => Promise<void> = async () => {};
  #stopping = false;

  constructor(deps: RunnerDependencies) {
    this.#deps = deps;
    this.#shortages = new ShortageReports(deps.storage, {
      nowMs: () => deps.clock.nowMs(),
      onFailed: (error) => deps.logger.warn({ err: error }, "cannot report a shortage"),
    });
  }

  async start(): Promise<void> {
    const { commands, queue, owner, ownership, isAlive } = this.#deps;
    this.#unsubscribe = await commands.subscribe((runId) => this.#noticeCommand(runId));
    for (const runId of await ownership.endLeasesOfDeadProcesses(owner, isAlive)) await queue.send(runId);
    await queue.work({ concurrency: CONCURRENT_RUNS }, (runId) => this.#track(this.#handle(runId)));
    this.#timers.push(this.#every(RENEW_INTERVAL_MS, "renew leases", () => this.#renew()));
    this.#timers.push(this.#every(SWEEP_INTERVAL_MS, "look for runs without a runner", () => this.#sweep()));
    await this.#sweep();
  }

  /** Suspends every run; resolves when everything is stored and released. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers.slice(1)) clearInterval(timer);
    for (const { drive } of this.#drives.values()) drive.stop();
    await Promise.allSettled(this.#handling);
    for (const timer of this.#timers) clearInterval(timer);
    await this.#unsubscribe();
    await this.#deps.queue.stop();
  }

  #track(handling: Promise<void>): Promise<void> {
    this.#handling.add(handling);
    return handling.finally(() => this.#handling.delete(handling));
  }

  #noticeCommand(runId: string | null): void {
    for (const [driven, { drive }] of this.#drives) if (runId === null || runId === driven) drive.noticeCommand();
  }

  /** Drives the run until it ends or another runner owns it. A lost run is claimed again; after a bug the lease expires and counts as a crash. */
  async #handle(runId: string): Promise<void> {
    let end: DriveEnd = "lost";
    let lostAtMs: number | null = null;
    while (end === "lost" && !this.#stopping) {
      const claim = await this.#untilReachable("claim", () => this.#deps.ownership.claim(runId, this.#deps.owner));
      if (claim === null) return;
      // the database knows only since when no runner was alive
      const stoodStillMs = lostAtMs === null ? 0 : this.#deps.clock.nowMs() - lostAtMs;
      const downtimeMs = claim.downtimeMs === null ? null : Math.max(claim.downtimeMs, stoodStillMs);
      end = await this.#drive({ ...claim, downtimeMs }, () => (lostAtMs = this.#deps.clock.nowMs()));
      if (end !== "broken") await this.#untilReachable("release", () => this.#deps.ownership.release(claim));
    }
  }

  async #drive(claim: Claim, onLost: () => void): Promise<DriveEnd> {
    const { runId } = claim;
    const drive = new RunDrive(this.#deps, claim);
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
      this.#deps.logger.warn({ err: error }, "cannot store facts yet");
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_SHORTAGE_MS));
      error = await this.#deps.storage.probe().catch((failure: unknown) => failure);
    }
  }

  /** Retries while the database is unavailable, which must not fail the run. */
  async #untilReachable<Value>(what: string, attempt: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        this.#shortages.note(error);
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
    for (const runId of await this.#deps.ownership.findUnowned()) {
      if (!this.#drives.has(runId)) await this.#deps.queue.send(runId);
    }
  }

  /** Never overlaps with itself; a failure is logged, and the next interval retries. */
  #every(intervalMs: number, what: string, task: () => Promise<void>): NodeJS.Timeout {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      task()
        .catch((error: unknown) => {
          this.#shortages.note(error);
          this.#deps.logger.warn({ err: error }, `cannot ${what}`);
        })
        .finally(() => {
          busy = false;
        });
    }, intervalMs);
  }
}
