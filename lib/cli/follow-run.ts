import type { RunEvent } from "../core/run/events.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import { reduce } from "../core/reduce/reduce.ts";
import type { RunState } from "../core/run/state.ts";
import { Signal } from "../runner/drive/signal.ts";

/** A notice can be lost with the connection: without one, the log is looked at again after this long. */
const LOOK_AGAIN_MS = 1_000;

/** Folds the run's facts as they are stored until it is done, by default when it has finished; `onChange` sees every new state. */
export async function followRun(
  log: EventLog,
  runId: string,
  onChange: (state: RunState, events: readonly RunEvent[]) => void,
  isDone: (state: RunState) => boolean = ({ results }) => results !== null,
): Promise<RunState> {
  const signal = new Signal();
  const unsubscribe = await log.subscribe((notice) => {
    if (notice.kind === "relisten" || notice.runId === runId) signal.raise();
  });
  try {
    let state = await log.readState(runId);
    if (state === null) throw new Error(`There is no run ${runId}`);
    onChange(state, []);
    while (!isDone(state)) {
      await signal.wait(LOOK_AGAIN_MS);
      const events = await log.read(runId, state.lastSeq);
      if (events.length === 0) continue;
      state = events.reduce(reduce, state);
      onChange(state, events);
    }
    return state;
  } finally {
    await unsubscribe();
  }
}
