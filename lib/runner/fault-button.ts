import { isLastingFault, type FaultKind } from "../core/faults.ts";
import type { FailureKind } from "../core/events.ts";
import type { SkillWorker } from "../core/ports/skill-host.ts";

export const MADE_TO_FAIL: { readonly kind: FailureKind; readonly message: string } = {
  kind: "exception",
  message: "Fault button: this batch was made to fail.",
};

/** The harm that is done on purpose to the workers of one scenario. */
export class FaultButton {
  #lasting: FaultKind | null;

  constructor(lasting: FaultKind | null) {
    this.#lasting = lasting;
  }

  /** Whether every batch is to fail. */
  get failsBatches(): boolean {
    return this.#lasting === "fail";
  }

  /** `busy`: the workers at a batch; `idle`: the others. Null ends the fault that lasts. */
  press(fault: FaultKind | null, busy: readonly SkillWorker[], idle: readonly SkillWorker[]): void {
    const everyone = [...busy, ...idle];
    const atWork = busy.length > 0 ? busy : idle;
    if (fault === null || isLastingFault(fault)) {
      if (this.#lasting === "slow") for (const worker of everyone) worker.disturb(null);
      this.#lasting = fault;
    }
    if (fault === "slow" || fault === "hang") for (const worker of everyone) worker.disturb(fault);
    if (fault === "kill") for (const worker of atWork) worker.disturb("kill");
    // one is enough to be seen, and several at once could take the machine down with them
    if (fault === "memory") atWork[0]?.disturb("memory");
  }

  /** A worker that comes later suffers what lasts. */
  greet(worker: SkillWorker): void {
    if (this.#lasting === "slow") worker.disturb("slow");
  }
}
