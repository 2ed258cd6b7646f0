import type { FailureKind } from "../run/failure-kinds.ts";
import type { FaultKind } from "../run/faults.ts";
import type { JsonObject } from "../kit/json.ts";
import type { Distribution, RunSpec } from "../run/spec.ts";
import type { ItemResult } from "./event-log.ts";

export type WorkerRequest = {
  readonly skillId: string;
  readonly scenarioId: string;
  readonly seed: number;
  readonly items: number;
  readonly distribution: Distribution;
  readonly options: RunSpec["options"];
  /** a row of the presenter's own for each item, in their order; null: the skill's own data */
  readonly input: readonly JsonObject[] | null;
  readonly memoryLimitMb: number;
};

export type WorkerListener = {
  /** called for each finished item, in any order within the batch */
  readonly onItem: (result: ItemResult) => void;
  /** called as often as the skill prints: how much of it is kept is the listener's to limit */
  readonly onLog: (level: "info" | "warn" | "error", text: string) => void;
};

export type BatchOutcome =
  /** `workerMs`: how long it took by the worker's own clock, from hearing of it; left out by a skill that does not tell */
  | { readonly ok: true; readonly workerMs?: number }
  /** items reported through onItem before the failure count all the same */
  | {
      readonly ok: false;
      readonly kind: FailureKind;
      readonly message: string;
      readonly workerLost: boolean;
    };

/** What can be done to a worker on purpose; see faults.ts. */
export type WorkerHarm = Exclude<FaultKind, "fail">;

/** One child process that hosts a skill for one scenario. */
export interface SkillWorker {
  readonly pid: number;
  /** One batch at a time: items [fromItem, toItem). Never rejects: every way of ending is an outcome. */
  runBatch(
    batch: { readonly fromItem: number; readonly toItem: number },
    listener: WorkerListener,
  ): Promise<BatchOutcome>;
  /** Resident memory of the process and what it started; null when it has ended. */
  memoryMb(): number | null;
  /** How long its process has stood in line for a processor since it started; null where the system does not tell. */
  cpuWaitMs(): number | null;
  readonly alive: boolean;
  /**
   * Harm on purpose, for real and whatever the skill is written in. kill: its processes are killed; hang: they stand
   * still until they are ended; slow: they get a quarter of their time until null is asked for; memory: what it uses
   * grows beyond its limit.
   */
  disturb(harm: WorkerHarm | null): void;
  /** SIGTERM to the group, grace, SIGKILL. Idempotent; resolves when the group is gone. A batch under way ends as lost. */
  end(): Promise<void>;
}

export interface SkillHost {
  /**
   * Resolves when the skill has prepared its data and is ready for batches; rejects with what went wrong, in words.
   * When `signal` aborts before, the process is ended and the promise rejects.
   */
  start(request: WorkerRequest, listener: Pick<WorkerListener, "onLog">, signal?: AbortSignal): Promise<SkillWorker>;
}
