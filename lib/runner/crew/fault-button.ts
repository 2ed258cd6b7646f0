import type { FailureKind } from "../../core/run/failure-kinds.ts";
import { isLastingFault, type FaultKind } from "../../core/run/faults.ts";
import type { SkillWorker, WorkerHarm } from "../../core/ports/skill-host.ts";

export const MADE_TO_FAIL: { readonly kind: FailureKind; readonly message: string } = {
  kind: "exception",
  message: "Fault button: this batch was made to fail.",
};

/** How long a batch that is made to fail takes, so that each failure is visible and the runner stays responsive. */
export const FAILS_AFTER_MS = 20;

/** Injects faults into the workers of one scenario. */
export class FaultButton {
  #lasting: FaultKind | null;
  readonly #onNote: (text: string) => void;

  constructor(lasting: FaultKind | null, onNote: (text: string) => void) {
    this.#lasting = lasting;
    this.#onNote = onNote;
  }

  /** Whether every batch fails. */
  get failsBatches(): boolean {
    return this.#lasting === "fail";
  }

  /** `busy`: workers with a batch; `idle`: the others. null ends the lasting fault. */
  press(fault: FaultKind | null, busy: readonly SkillWorker[], idle: readonly SkillWorker[]): void {
    const everyone = [...busy, ...idle];
    const atWork = busy.length > 0 ? busy : idle;
    if (fault === null || isLastingFault(fault)) {
      if (this.#lasting === "slow") for (const worker of everyone) this.#harm(worker, null);
      this.#lasting = fault;
    }
    if (fault === "slow" || fault === "hang") for (const worker of everyone) this.#harm(worker, fault);
    if (fault === "kill") for (const worker of atWork) this.#harm(worker, "kill");
    // one process is enough to show the effect; several could exhaust the machine's memory
    const [first] = atWork;
    if (fault === "memory" && first !== undefined) this.#harm(first, "memory");
  }

  /** Applies a lasting fault to a new worker. */
  applyLastingFault(worker: SkillWorker): void {
    if (this.#lasting === "slow") this.#harm(worker, "slow");
  }

  /** A machine without free processes or memory cannot inject a fault: that is logged, and the run continues. */
  #harm(worker: SkillWorker, harm: WorkerHarm | null): void {
    try {
      worker.disturb(harm);
    } catch (error) {
      const failed = harm === null ? "The fault could not be ended" : `"${harm}" could not be applied`;
      const cause = error instanceof Error ? error.message : String(error);
      this.#onNote(`Fault button: ${failed} (worker process ${worker.pid}): ${cause}`);
    }
  }
}
