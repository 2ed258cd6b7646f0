import type { RunEvent } from "../../core/run/events.ts";
import type { RunState } from "../../core/run/state.ts";
import { AudienceEvent, AudienceRunState } from "./schema.ts";
import { thinForAudience } from "./thin.ts";

type ShownType = ReturnType<typeof AudienceEvent.parse>["type"];

// A new event type fails the build here until it is added to the schema or to this list.
const WITHHELD: Record<Exclude<RunEvent["type"], ShownType>, true> = {
  "scenario.logged": true,
  "command.accepted": true,
  "command.refused": true,
};

/** The state of a run without notes, options, logs, error texts, diagnosis and names. */
export function toAudienceState(state: RunState): RunState {
  return AudienceRunState.parse(thinForAudience(state));
}

/** The fact as the audience may see it; null when it is withheld. */
export function toAudienceEvent(event: RunEvent): RunEvent | null {
  return event.type in WITHHELD ? null : AudienceEvent.parse(event);
}
