import type { FailureKind } from "../run/failure-kinds.ts";
import type { FaultKind } from "../run/faults.ts";
import type { JsonObject } from "../kit/json.ts";
import type { Range } from "../kit/ranges.ts";
import type { Distribution, RunSpec } from "../run/spec.ts";
import type { ItemResult } from "./event-log.ts";

export type WorkerRequest = {
  readonly skillId: string;
  readonly scenarioId: string;
  readonly seed: number;
  readonly items: number;
  readonly distribution: Distribution;
  readonly options: RunSpec["options"];
  /** an uploaded row per item, in order; null: the skill's own data */
  readonly input: readonly JsonObject[] | null;
  readonly memoryLimitMb: number;
};

export type WorkerListener = {
  /** called for each finished item, in any order within the batch */
  readonly onItem: (result: ItemResult) => void;
  /** called for each line that the skill prints; the listener limits how many are kept */
  readonly onLog: (level: "info" | "warn" | "error", text: string) => void;
  /** called while a long item is being worked on */
  readonly onProgress?: () => void;
};

/** The items [fromItem, toItem) of a batch, without those of `skip`: ascending, disjoint, strictly inside. */
export type BatchItems = {
  readonly fromItem: number;
  readonly toItem: number;
  readonly skip?: readonly Range[];
  /** the W3C's Trace Context of the batch, below which spans of the skill hang; undefined: no spans are sent anywhere */
  readonly traceparent?: string | undefined;
};

export type BatchOutcome =
  /** `workerMs`: duration by the worker's own clock, from receiving the batch; missing if the skill does not report it */
  | { readonly ok: true; readonly workerMs?: number }
  /** items reported through onItem before the failure still count */
  | {
      readonly ok: false;
      readonly kind: FailureKind;
      readonly message: string;
      readonly workerLost: boolean;
    };

/** A fault that can be injected into a worker; see faults.ts. */
export type WorkerHarm = Exclude<FaultKind, "fail">;

/** One child process that hosts a skill for one scenario. */
export interface SkillWorker {
  readonly pid: number;
  /** Processes a batch, one at a time. Never rejects: every ending is an outcome. */
  runBatch(batch: BatchItems, listener: WorkerListener): Promise<BatchOutcome>;
  /** Resident memory of the process and its children in MB; null when it has ended. */
  memoryMb(): number | null;
  /** Milliseconds its process has queued for a CPU since its start; null where the system does not report it. */
  cpuWaitMs(): number | null;
  readonly alive: boolean;
  /**
   * Injects a real fault from outside, whatever language the skill is written in. kill: SIGKILL to its processes; hang:
   * SIGSTOP until they are ended; slow: a quarter of the CPU time until called with null; memory: its memory exceeds the
   * limit.
   */
  disturb(harm: WorkerHarm | null): void;
  /** SIGTERM to the process group, a grace period, SIGKILL. Idempotent; resolves when the group is gone. A batch in flight ends as lost. */
  end(): Promise<void>;
}

export interface SkillHost {
  /**
   * Resolves when the skill has prepared its data and is ready for batches; rejects with a readable message otherwise. If
   * `signal` aborts first, the process is ended and the promise rejects.
   */
  start(request: WorkerRequest, listener: Pick<WorkerListener, "onLog">, signal?: AbortSignal): Promise<SkillWorker>;
}
