import type { Programme } from "../stage/programme.ts";
import type { StageFact } from "../stage/stage-facts.ts";

/** A permanent join code that points at the current run, so that phones join once per talk. */
export type Stage = {
  readonly id: string;
  readonly code: string;
  readonly runId: string | null;
  readonly expiresAt: string | null;
  /** as of its last fact; it may be of a run that has left the stage: `programmeFor` */
  readonly programme: Programme;
};

export interface StageStore {
  /** The default stage, created by the first call with a code from `newCode`. */
  ensureDefault(stage: { readonly id: string; readonly newCode: () => string }): Promise<Stage>;
  findByCode(code: string): Promise<Stage | null>;
  get(id: string): Promise<Stage | null>;
  /** Points the stage at a run and notifies subscribers. */
  setRun(stageId: string, runId: string): Promise<void>;
  /**
   * Stores the stage's next fact with the programme that follows, and notifies subscribers. False, with nothing stored, if the
   * stage has another fact of that number already: read it and decide again.
   */
  addFact(stageId: string, fact: StageFact, programme: Programme): Promise<boolean>;
  /** All facts of a stage while a run was on it, in order. */
  readFacts(stageId: string, runId: string): Promise<StageFact[]>;
  /** Replaces the code; the old one stops working immediately. */
  renewCode(stageId: string, newCode: () => string): Promise<Stage>;
  /** Calls `listener` with a stage's id when its run, code or programme changes, and with null after a reconnect. */
  subscribe(listener: (stageId: string | null) => void): Promise<() => Promise<void>>;
}
