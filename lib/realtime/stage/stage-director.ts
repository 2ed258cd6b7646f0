import type { Actor } from "../../core/run/actor.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Stage, StageStore } from "../../core/ports/stage-store.ts";
import type { Result } from "../../core/kit/result.ts";
import {
  decideStage,
  isDriver,
  isDriverless,
  type StageAct,
  type StageMoment,
  type StageRefusal,
} from "../../core/stage/direct.ts";
import { programmeFor, type ConsoleName, type Programme } from "../../core/stage/programme.ts";
import { foldStage, type StageChange, type StageFact } from "../../core/stage/stage-facts.ts";
import { toErrorReport } from "../../operations/error-report.ts";

type Unstored = Omit<StageFact, "seq">;

type Deps = {
  readonly stages: Pick<StageStore, "get" | "addFact">;
  readonly clock: Clock;
  readonly report: (what: string, error: unknown) => void;
  /** where the run on stage stands */
  readonly findRun: (runId: string) => Pick<StageMoment, "run" | "isOver">;
};

const NO_RUN: Pick<StageMoment, "run" | "isOver"> = { run: null, isOver: false };

/**
 * The programme of the stage, as this process knows it. A change takes effect at once and is stored afterwards, so that the
 * room goes black while the database is away; what other processes stored meanwhile is folded beneath it.
 */
export class StageDirector {
  readonly #deps: Deps;
  readonly #stageId: string;
  #runId: string | null;
  #stored: Programme;
  #unstored: readonly Unstored[] = [];
  #current: Programme;
  #storing = false;
  #driverMadeHere: string | null = null;
  #reading = false;
  #isReadDue = false;
  #listener: (programme: Programme) => void = () => undefined;

  constructor(deps: Deps, stage: Stage) {
    this.#deps = deps;
    this.#stageId = stage.id;
    this.#runId = stage.runId;
    this.#stored = stage.programme;
    this.#current = this.#fold();
  }

  /** Called with every new programme. */
  listen(listener: (programme: Programme) => void): void {
    this.#listener = listener;
  }

  get programme(): Programme {
    return this.#current;
  }

  /** The programme of a stage that was just found with that run. */
  programmeOf(runId: string | null): Programme {
    return programmeFor(this.#current, runId);
  }

  /** What the console asks for takes effect before this returns. `value` is false if it had been done before. */
  act(act: StageAct, { actor, ...console }: ConsoleName & { readonly actor: Actor }): Result<boolean, StageRefusal> {
    const run = this.#runId === null ? NO_RUN : this.#deps.findRun(this.#runId);
    const decided = decideStage({ programme: this.#current, ...run }, act, console);
    if (!decided.ok) return decided;
    if (decided.value?.type === "driver") this.#driverMadeHere = decided.value.console.id;
    if (decided.value !== null) this.record(decided.value, actor);
    return { ok: true, value: decided.value !== null };
  }

  /** The last console that became the driver in this process; it may have gone before it was seen here. */
  get driverMadeHere(): string | null {
    return this.#driverMadeHere;
  }

  /** Why a console may not control this run; null if it may. Only the run on stage has a driver. */
  refuseCommand(runId: string, consoleId: string | null): StageRefusal | null {
    const programme = this.#current;
    if (programme.runId !== runId || isDriver(programme, consoleId)) return null;
    return { code: "not-driving", driver: isDriverless(programme) ? null : (programme.driver?.name ?? null) };
  }

  record(change: StageChange, actor: Actor): void {
    const { clock, findRun } = this.#deps;
    const runId = this.#runId;
    const runAtMs = runId === null ? null : (findRun(runId).run?.runAtMs ?? null);
    this.#unstored = [...this.#unstored, { runId, runAtMs, at: clock.wallTime().toISOString(), actor, change }];
    this.#show();
    void this.#store();
  }

  /** Reads the stage again, and tries again to store what could not be stored. */
  refresh(): void {
    this.#isReadDue = true;
    void this.#read();
    void this.#store();
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#isReadDue) {
        this.#isReadDue = false;
        this.#take(await this.#deps.stages.get(this.#stageId));
      }
    } catch {
      // the database is away: the programme stays until the next reading
    } finally {
      this.#reading = false;
    }
  }

  #take(stage: Stage | null): void {
    if (stage === null) return;
    const isOlder = stage.programme.seq < this.#stored.seq;
    if (stage.runId === this.#runId && stage.programme.seq <= this.#stored.seq) return;
    this.#runId = stage.runId;
    if (!isOlder) this.#stored = stage.programme;
    this.#show();
  }

  /** One fact at a time; one whose number another process has taken is numbered anew after the next reading. */
  async #store(): Promise<void> {
    if (this.#storing) return;
    this.#storing = true;
    try {
      for (let next = this.#unstored[0]; next !== undefined; next = this.#unstored[0]) {
        const fact = { ...next, seq: this.#stored.seq + 1 };
        const programme = foldStage(this.#stored, fact);
        if (await this.#deps.stages.addFact(this.#stageId, fact, programme)) {
          // a reading may have brought it already
          if (programme.seq > this.#stored.seq) this.#stored = programme;
          this.#unstored = this.#unstored.slice(1);
          continue;
        }
        this.#take(await this.#deps.stages.get(this.#stageId));
        if (this.#stored.seq < fact.seq) break; // nothing new there: not a matter of numbers
      }
    } catch (error) {
      // tried again at the next refresh
      if (!toErrorReport(error).expected) this.#deps.report("What the stage shows cannot be recorded", error);
    } finally {
      this.#storing = false;
    }
  }

  #fold(): Programme {
    const folded = this.#unstored.reduce(
      (programme, fact) => foldStage(programme, { ...fact, seq: programme.seq + 1 }),
      this.#stored,
    );
    return programmeFor(folded, this.#runId);
  }

  #show(): void {
    this.#current = this.#fold();
    this.#listener(this.#current);
  }
}
