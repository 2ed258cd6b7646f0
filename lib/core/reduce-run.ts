import type { RunEventOf } from "./events.ts";
import { openSpan } from "./spans.ts";
import type { RunState } from "./state.ts";

const MAX_COMMANDS = 50;

/** What ran when the runner was lost stands still from here until scenario.resumed. */
export function recoverRun(state: RunState, event: RunEventOf<"run.recovered">): RunState {
  const { atMs, downtimeMs, epoch, crashes } = event;
  return {
    ...state,
    epoch,
    crashes,
    interrupted: false,
    recoveries: [...state.recoveries, { atMs, downtimeMs }],
    scenarios: state.scenarios.map((scenario) =>
      scenario.status === "running"
        ? { ...scenario, status: "paused", pauseReason: "recovery", spans: openSpan(scenario.spans, "recovery", atMs) }
        : scenario,
    ),
  };
}

export function noteCommand(state: RunState, event: RunEventOf<"command.accepted" | "command.refused">): RunState {
  const { commandId, command, atMs, actor } = event;
  const outcome =
    event.type === "command.accepted"
      ? ({ outcome: "accepted", code: null, message: null } as const)
      : ({ outcome: "refused", code: event.code, message: event.message } as const);
  return {
    ...state,
    commands: [...state.commands.slice(1 - MAX_COMMANDS), { commandId, command, ...outcome, atMs, actor }],
  };
}
