import type { FailureKind } from "../../lib/core/run/failure-kinds.ts";
import { listItems } from "../../lib/core/kit/ranges.ts";
import type {
  BatchItems,
  BatchOutcome,
  SkillHost,
  SkillWorker,
  WorkerHarm,
  WorkerListener,
  WorkerRequest,
} from "../../lib/core/ports/skill-host.ts";

export type FakeBatch = {
  readonly request: WorkerRequest;
  readonly fromItem: number;
  readonly toItem: number;
  /** the items of the batch: those of the window that are not finished */
  readonly indices: readonly number[];
  readonly attemptOfBatch: number;
};

export type FakeBehaviour = {
  /** the outcome of a batch after its items are reported; default: done */
  readonly outcome?: (batch: FakeBatch) => BatchOutcome | "never";
  /** whether an item succeeds; default: yes */
  readonly itemOk?: (batch: FakeBatch, index: number) => boolean;
  /** what an item counts; default: it echoed */
  readonly values?: (batch: FakeBatch, index: number) => { readonly [name: string]: number };
  /** number of items reported before the outcome; default: all */
  readonly reported?: (batch: FakeBatch) => number;
  /** the batch waits for it; default: the next turn of the event loop */
  readonly gate?: (batch: FakeBatch) => Promise<void>;
  /** error message for a harm that fails; default: it succeeds */
  readonly harmError?: (harm: WorkerHarm | null) => string | null;
  /** lines that a batch logs */
  readonly prints?: (batch: FakeBatch) => readonly string[];
  readonly openError?: (request: WorkerRequest) => string | null;
  /** whether the system reports how long a worker queues for a processor: no time at all here; default: yes */
  readonly reportsWaits?: boolean;
  /** "never": the skill never becomes ready */
  readonly opening?: (request: WorkerRequest) => "never" | "at once";
};

/** A skill host without processes: items pass or fail as configured, one event loop turn per batch. */
export function createFakeSkillHost(behaviour: FakeBehaviour = {}) {
  const batches: FakeBatch[] = [];
  const workers: SkillWorker[] = [];
  const harms: { readonly scenarioId: string; readonly harm: WorkerHarm | null }[] = [];
  let pid = 1_000;

  function createWorker(request: WorkerRequest): SkillWorker {
    let alive = true;
    const endings: ((loss: readonly [kind: FailureKind, message: string]) => void)[] = [];
    pid += 1;

    async function runBatch(
      { fromItem, toItem, skip = [] }: BatchItems,
      listener: WorkerListener,
    ): Promise<BatchOutcome> {
      const indices = listItems([fromItem, toItem], skip);
      const seen = batches.filter(
        (batch) => batch.request.scenarioId === request.scenarioId && batch.fromItem === fromItem,
      );
      const batch = { request, fromItem, toItem, indices, attemptOfBatch: seen.length + 1 };
      batches.push(batch);
      for (const text of behaviour.prints?.(batch) ?? []) listener.onLog("info", text);
      await (behaviour.gate?.(batch) ?? new Promise<void>((resolve) => setImmediate(resolve)));
      const reported = behaviour.reported?.(batch) ?? indices.length;
      for (const index of indices.slice(0, reported)) {
        if (!alive) break;
        const ok = behaviour.itemOk?.(batch, index) ?? true;
        listener.onItem({
          index,
          ok,
          error: ok ? null : "wrong",
          values: behaviour.values?.(batch, index) ?? { seen: 1, echoed: 1 },
          samples: {},
          outcome: ok ? "right" : "wrong",
        });
      }
      const outcome = behaviour.outcome?.(batch) ?? { ok: true };
      if (outcome !== "never") {
        if (!outcome.ok && outcome.workerLost) alive = false;
        return outcome;
      }
      return await new Promise((resolve) => {
        endings.push(([kind, message]) => resolve({ ok: false, kind, message, workerLost: true }));
      });
    }

    return {
      pid,
      runBatch,
      memoryMb: () => (alive ? 50 : null),
      cpuWaitMs: () => (behaviour.reportsWaits === false ? null : 0),
      disturb(harm) {
        const problem = behaviour.harmError?.(harm) ?? null;
        if (problem !== null) throw new Error(problem);
        harms.push({ scenarioId: request.scenarioId, harm });
        if (harm === "kill") alive = false;
        if (harm === "kill" || harm === "memory")
          for (const lose of endings)
            lose(harm === "memory" ? ["memory", "300 MB of 256"] : ["exception", "was killed by SIGKILL"]);
        if (harm === "memory") alive = false;
      },
      get alive() {
        return alive;
      },
      async end() {
        alive = false;
        for (const lose of endings) lose(["exception", "ended"]);
      },
    };
  }

  const host: SkillHost = {
    async start(request, _listener, signal) {
      if (behaviour.opening?.(request) === "never") {
        await new Promise((_, reject) =>
          signal?.addEventListener("abort", () => reject(new Error("ended while preparing"))),
        );
      }
      const problem = behaviour.openError?.(request) ?? null;
      if (problem !== null) throw new Error(problem);
      const worker = createWorker(request);
      workers.push(worker);
      return worker;
    },
  };
  return { host, batches, workers, harms };
}
