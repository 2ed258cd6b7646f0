import type { RunEvent } from "../core/run/events.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import { reduce } from "../core/reduce/reduce.ts";
import type { RunState } from "../core/run/state.ts";
import { followLog, type LogFollower } from "../follow-log.ts";

/** Notices are lost with a lost connection, so the log is also polled at this interval. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Folds the run's facts as they are stored until it is done, by default when it has finished, or until `deadline` aborts; `onChange` sees every new state.
 * Rejects when the log cannot be read.
 */
export async function followRun(
  log: EventLog,
  runId: string,
  onChange: (state: RunState, events: readonly RunEvent[]) => void,
  isDone: (state: RunState) => boolean = ({ results }) => results !== null,
  deadline?: AbortSignal,
): Promise<RunState> {
  let follower: LogFollower | undefined;
  const unsubscribe = await log.subscribe((notice) => {
    if (notice.kind === "relisten" || notice.runId === runId) follower?.notice();
  });
  const lookAgain = setInterval(() => follower?.notice(), LOOK_AGAIN_MS);
  try {
    const found = await log.readState(runId);
    if (found === null) throw new Error(`There is no run ${runId}`);
    onChange(found, []);
    if (isDone(found)) return found;
    return await new Promise<RunState>((resolve, reject) => {
      let state = found;
      follower = followLog({
        log,
        runId,
        afterSeq: state.lastSeq,
        onEvents: (events) => {
          state = events.reduce(reduce, state);
          onChange(state, events);
          if (!isDone(state)) return;
          follower?.close();
          resolve(state);
        },
        onFault: reject,
      });
      deadline?.addEventListener("abort", () => resolve(state));
      // events stored since the state was read were notified before this subscription
      follower.notice();
    });
  } finally {
    clearInterval(lookAgain);
    follower?.close();
    await unsubscribe();
  }
}
