import type { EventLog } from "../../core/ports/event-log.ts";
import type { RunHead, RunStore, RunSurvey } from "../../core/ports/run-store.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import type { RunState } from "../../core/run/state.ts";

/** The runs that have series of their own, newest first: that many which have not ended, and that many which have. */
export const TRACKED_RUNS = { active: 20, ended: 5 } as const;

/** Reading the snapshot costs less than folding more facts than these. */
const MOST_FACTS = 500;

export type TrackedRuns = { readonly survey: RunSurvey; readonly runs: readonly RunState[] };

type Deps = {
  readonly runs: Pick<RunStore, "survey">;
  readonly log: Pick<EventLog, "read" | "readState">;
};

/** Follows runs at the rhythm of the scrapes: each reads the facts since the one before, and of a run that stands still nothing. */
export class RunTracker {
  readonly #deps: Deps;
  #states = new Map<string, RunState>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** One call at a time. Rejects when the database cannot be read. */
  async read(): Promise<TrackedRuns> {
    const survey = await this.#deps.runs.survey(TRACKED_RUNS);
    const states = new Map<string, RunState>();
    // one after the other, so that the hub's reads never wait for more than one of these
    for (const head of [...survey.active, ...survey.ended]) {
      const state = await this.#readRun(head);
      // null: deleted meanwhile
      if (state !== null) states.set(head.id, state);
    }
    this.#states = states;
    return { survey, runs: [...states.values()] };
  }

  async #readRun({ id, lastSeq }: RunHead): Promise<RunState | null> {
    const known = this.#states.get(id);
    if (known === undefined || lastSeq - known.lastSeq > MOST_FACTS) return await this.#deps.log.readState(id);
    if (known.lastSeq >= lastSeq) return known;
    return foldRun(await this.#deps.log.read(id, known.lastSeq), known);
  }
}
