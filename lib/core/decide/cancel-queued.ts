import { computeResults } from "../judgement/compute-results.ts";
import { reduce } from "../reduce/reduce.ts";
import type { RunCommand } from "../run/commands.ts";
import type { EventStamp, NewRunEvent } from "../run/events.ts";
import { computeEndStatus } from "../run/run-status.ts";
import type { RunState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import type { UnstampedFact } from "./decision.ts";

/**
 * The facts that cancel a run which has not started, for a writer other than a runner: the same as a runner records. `at`: wall
 * time, ISO 8601.
 */
export function factsForCancel(state: RunState, command: RunCommand, at: string): readonly NewRunEvent[] {
  const stamp: EventStamp = { atMs: state.atMs, at, actor: command.actor };
  const { id: commandId, type, scenarioId, percent } = command;
  const open = state.scenarios.filter((scenario) => !isEnded(scenario));
  const facts: UnstampedFact[] = [
    { type: "command.accepted", commandId, command: type, scenarioId, percent },
    ...open.map(({ id, totals }): UnstampedFact => ({ type: "scenario.cancelled", scenarioId: id, totals })),
  ];
  const events = facts.map((fact): NewRunEvent => ({ ...fact, ...stamp }));
  const ended = events.reduce((folded, event) => reduce(folded, { ...event, seq: folded.lastSeq + 1 }), state);
  const results = computeResults(ended);
  return [...events, { ...stamp, type: "run.finished", status: computeEndStatus(ended), results, diagnosis: null }];
}
