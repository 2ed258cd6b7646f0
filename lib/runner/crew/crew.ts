import type { ScenarioWork, UnreportedFailure } from "../../core/decide/decision.ts";
import type { FaultKind } from "../../core/run/faults.ts";
import type { BatchKey } from "../../core/ports/event-log.ts";
import type { SkillHost, WorkerRequest } from "../../core/ports/skill-host.ts";
import { listOpen } from "../../core/kit/item-set.ts";
import { BatchesInFlight } from "./batches-in-flight.ts";
import type { CrewListener } from "./crew-listener.ts";
import type { Failure } from "./failure.ts";
import { FailedBatches } from "./failed-batches.ts";
import { WorkerPool } from "./worker-pool.ts";
import { FaultButton, MADE_TO_FAIL } from "./fault-button.ts";
import type { Measure } from "./measure.ts";
import type { ScenarioTally } from "./scenario-tally.ts";

export type CrewOptions = {
  readonly host: SkillHost;
  readonly request: WorkerRequest;
  readonly tally: ScenarioTally;
  readonly measure: Measure;
  readonly listener: CrewListener;
  /** run time */
  readonly nowMs: () => number;
  /** the fault that was active when the previous runner was lost */
  readonly fault: FaultKind | null;
  /** the trace context of a batch of this attempt; undefined: none is sent */
  readonly traceparentOf?: ((batch: BatchKey) => string) | undefined;
};

/** One attempt at a scenario: its workers, their batches, and the results. */
export class Crew {
  readonly scenarioId: string;
  readonly tally: ScenarioTally;
  readonly #measure: Measure;
  readonly #listener: CrewListener;
  readonly #faultButton: FaultButton;
  readonly #pool: WorkerPool;
  readonly #failed: FailedBatches;
  readonly #inFlight: BatchesInFlight;

  constructor({ host, request, tally, measure, listener, nowMs, fault, traceparentOf }: CrewOptions) {
    this.scenarioId = request.scenarioId;
    this.tally = tally;
    this.#measure = measure;
    this.#listener = listener;
    const faultButton = new FaultButton(fault, listener.onNote);
    const pool = new WorkerPool({
      host,
      request,
      listener,
      onStarted: (worker) => faultButton.applyLastingFault(worker),
    });
    const failed = new FailedBatches(tally, listener);
    this.#faultButton = faultButton;
    this.#pool = pool;
    this.#failed = failed;
    this.#inFlight = new BatchesInFlight({ pool, tally, measure, failed, faultButton, listener, nowMs, traceparentOf });
  }

  get workers(): number {
    return this.#pool.size;
  }

  get memoryMb(): number | null {
    return this.#pool.memoryMb;
  }

  get work(): ScenarioWork {
    this.settleBusyTime();
    return {
      scenarioId: this.scenarioId,
      done: this.tally.done,
      inFlight: this.#inFlight.batches,
      unreported: this.#failed.unreported,
      lastFinishedMs: this.#inFlight.lastFinishedMs,
      freeWorkers: this.#pool.free.length,
      failedStarts: this.#pool.failedStarts,
      startingWorkers: this.#pool.starting,
      waitingWorkers: this.#pool.waiting,
      measured: this.#measure.totals(),
      itemErrors: this.#measure.itemErrors(),
      fatal: this.#pool.fatal,
    };
  }

  addWorkers(count: number): Promise<void> {
    return this.#pool.add(count);
  }

  /** Starts a worker in place of one that did not become ready. */
  startWorkerLater(afterMs: number): void {
    this.#pool.startLater(afterMs);
  }

  continueWithoutWorker({ kind, message }: Failure): void {
    this.#pool.continueWithout({ kind, message });
  }

  forgetFailedStart(): void {
    this.#pool.forgetFailedStart();
  }

  endWorkers(count: number): void {
    this.#pool.remove(count);
  }

  /** Starts a batch of the unfinished items of this window. */
  startBatch(fromItem: number, toItem: number): void {
    this.#inFlight.start(fromItem, toItem);
  }

  endBatch(failure: UnreportedFailure): void {
    this.#inFlight.end(failure);
  }

  forgetFailure(failure: Pick<UnreportedFailure, "fromItem" | "toItem">): void {
    this.#failed.forget(failure);
  }

  /** Counts the unfinished of these items as failed. */
  failItems({ fromItem, toItem, message }: Omit<UnreportedFailure, "kind">): void {
    for (const index of listOpen(this.tally.done, [fromItem, toItem])) {
      this.tally.add({ index, ok: false, error: message, values: {}, samples: {}, outcome: "not processed" });
    }
  }

  /** Injects a fault; null ends the lasting fault. */
  disturb(fault: FaultKind | null): void {
    this.#faultButton.press(fault, this.#inFlight.workers, this.#pool.free);
    if (fault === "fail") this.#inFlight.discard(MADE_TO_FAIL);
    this.#listener.onChange();
  }

  settleBusyTime(): void {
    this.#inFlight.settleBusyTime();
  }

  /** Ends all workers, including those still starting; results already reported count. */
  async end(): Promise<void> {
    this.#inFlight.close();
    await this.#pool.close();
  }
}
