import type { RunEvent } from "../core/events.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import { reduce } from "../core/reduce.ts";
import type { RunState } from "../core/state.ts";

/** A notice can be lost with the connection; the log is looked at again after this long without one. */
const LOOK_AGAIN_MS = 1_000;

/** Folds the run's facts as they are stored until it has finished; `onChange` sees every new state. */
export async function followRun(
  log: EventLog,
  runId: string,
  onChange: (state: RunState, events: readonly RunEvent[]) => void,
): Promise<RunState> {
  let wake: () => void = () => {};
  const unsubscribe = await log.subscribe((notice) => {
    if (notice.kind === "relisten" || notice.runId === runId) wake();
  });
  try {
    let state = await log.readState(runId);
    if (state === null) throw new Error(`There is no run ${runId}`);
    onChange(state, []);
    while (state.results === null) {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      const events = await log.read(runId, state.lastSeq);
      if (events.length === 0) {
        await woken;
        continue;
      }
      wake();
      state = events.reduce(reduce, state);
      onChange(state, events);
    }
    return state;
  } finally {
    wake();
    await unsubscribe();
  }
}
