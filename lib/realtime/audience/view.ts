import type { RunEvent } from "../../core/run/events.ts";
import type { RunState } from "../../core/run/state.ts";
import { AudienceEvent, AudienceRunState } from "./schema.ts";

type ShownType = ReturnType<typeof AudienceEvent.parse>["type"];

// A new event type fails the build here until the schema shows it or this list withholds it.
const WITHHELD: Record<Exclude<RunEvent["type"], ShownType>, true> = {
  "scenario.logged": true,
  "command.accepted": true,
  "command.refused": true,
};

/** The run as the audience may see it: no notes, options, logs, error texts, diagnosis or names. */
export function toAudienceState(state: RunState): RunState {
  return AudienceRunState.parse(state);
}

/** The fact as the audience may see it; null when it is none of theirs. */
export function toAudienceEvent(event: RunEvent): RunEvent | null {
  return event.type in WITHHELD ? null : AudienceEvent.parse(event);
}
