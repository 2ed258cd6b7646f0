import type { RunEvent, RunEventOf } from "../../core/run/events.ts";
import type { CommandOutcome, RunState } from "../../core/run/state.ts";
import { labelScenario } from "../../core/words/names.ts";
import { formatPercent } from "../format/format.ts";
import { commandsText } from "../text/review.ts";

export type CommandRow = {
  readonly key: string;
  readonly atMs: number;
  readonly accepted: boolean;
  /** the command and its target */
  readonly text: string;
  /** who sent it, or why it was refused */
  readonly aside: string;
};

type CommandEvent = RunEventOf<"command.accepted" | "command.refused">;

/** The commands in order. The state keeps only the latest, without their targets, so the events lead and the state fills gaps. */
export function selectCommandRows(facts: readonly RunEvent[], state: RunState): readonly CommandRow[] {
  const rows = facts.flatMap((fact, at) => ("command" in fact ? [rowOf(fact, describe(fact, facts, at, state))] : []));
  const listed = new Set(rows.map(({ key }) => key));
  const rest = state.commands.filter(({ commandId }) => !listed.has(commandId));
  return [...rows, ...rest.map((outcome) => rowOf(outcome, outcome.command))];
}

function rowOf(command: CommandEvent | CommandOutcome, text: string): CommandRow {
  const accepted = "outcome" in command ? command.outcome === "accepted" : command.type === "command.accepted";
  const why = "message" in command ? command.message : null;
  return {
    key: command.commandId,
    atMs: command.atMs,
    accepted,
    text,
    aside: accepted ? commandsText.by(command.actor.role) : commandsText.refusedBecause(why ?? ""),
  };
}

function describe(event: CommandEvent, facts: readonly RunEvent[], at: number, { spec }: RunState): string {
  const { command, percent, scenarioId } = event;
  const whom = scenarioId === null ? commandsText.all : labelScenario(spec, scenarioId);
  if (command === "advance")
    return percent === null ? commandsText.advance : commandsText.advanceAt(formatPercent(percent));
  if (command === "cancel" && scenarioId === null) return commandsText.cancelRun;
  if (command !== "fault") return commandsText.of(command, whom);
  // the events that a command caused follow it directly
  const following = facts.slice(at + 1);
  const others = following.findIndex((fact) => !isFault(fact));
  const faults = following.slice(0, others === -1 ? following.length : others).filter(isFault);
  // a fault that replaces another ends that one first
  const injected = faults.filter(({ type }) => type === "fault.injected");
  const [first] = injected.length > 0 ? injected : faults;
  if (event.type === "command.refused" || first === undefined) return commandsText.fault(whom);
  return injected.length > 0
    ? commandsText.faultInjected(first.fault, whom)
    : commandsText.faultEnded(first.fault, whom);
}

function isFault(fact: RunEvent): fact is RunEventOf<"fault.injected" | "fault.ended"> {
  return fact.type === "fault.injected" || fact.type === "fault.ended";
}
