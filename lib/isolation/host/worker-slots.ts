import { MAX_WORKER_SLOTS, type RunnerFigures } from "../../core/ports/process-figures.ts";
import type { SkillWorker } from "../../core/ports/skill-host.ts";

export type WorkerSizes = Pick<RunnerFigures, "workers" | "workerBytes" | "otherWorkerBytes">;

const BYTES_PER_MB = 1_048_576;

/** The living workers of a host, each in the first slot that is free: slots are few and stay, whereas process ids never return. */
export class WorkerSlots<Worker extends Pick<SkillWorker, "memoryMb">> {
  readonly #slots: (Worker | null)[] = [];

  add(worker: Worker): void {
    const free = this.#slots.indexOf(null);
    this.#slots[free === -1 ? this.#slots.length : free] = worker;
  }

  delete(worker: Worker): void {
    const at = this.#slots.indexOf(worker);
    if (at !== -1) this.#slots[at] = null;
  }

  list(): Worker[] {
    return this.#slots.filter((worker) => worker !== null);
  }

  read(): WorkerSizes {
    const bytes = this.#slots.map((worker) => toBytes(worker?.memoryMb() ?? null));
    return {
      workers: this.list().length,
      workerBytes: bytes.slice(0, MAX_WORKER_SLOTS),
      otherWorkerBytes: bytes.slice(MAX_WORKER_SLOTS).reduce<number>((sum, each) => sum + (each ?? 0), 0),
    };
  }
}

function toBytes(megabytes: number | null): number | null {
  return megabytes === null ? null : Math.round(megabytes * BYTES_PER_MB);
}
