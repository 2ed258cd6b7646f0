import type { RunEvent, RunEventOf } from "../../core/run/events.ts";
import type { CommandOutcome, RunState } from "../../core/run/state.ts";
import { labelScenario } from "../../core/words/names.ts";
import { formatPercent } from "../format/format.ts";

export type CommandRow = {
  readonly key: string;
  readonly atMs: number;
  readonly accepted: boolean;
  /** what was asked for, and of whom */
  readonly text: string;
  /** who asked, or why it was refused */
  readonly aside: string;
};

type CommandEvent = RunEventOf<"command.accepted" | "command.refused">;

/** What people asked of the run, in order. The state knows the last only, and not of whom: the facts tell; what they lack is told from the state. */
export function selectCommandRows(facts: readonly RunEvent[], state: RunState): readonly CommandRow[] {
  const rows = facts.flatMap((fact, at) => ("command" in fact ? [rowOf(fact, describe(fact, facts, at, state))] : []));
  const told = new Set(rows.map(({ key }) => key));
  const rest = state.commands.filter(({ commandId }) => !told.has(commandId));
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
    aside: accepted ? `by ${command.actor.role}` : `refused: ${why ?? ""}`,
  };
}

function describe(event: CommandEvent, facts: readonly RunEvent[], at: number, { spec }: RunState): string {
  const { command, percent, scenarioId } = event;
  const whom = scenarioId === null ? "all" : labelScenario(spec, scenarioId);
  if (command === "advance") return percent === null ? command : `advance at ${formatPercent(percent)}`;
  if (command === "cancel" && scenarioId === null) return "cancel the run";
  if (command !== "fault") return `${command} ${whom}`;
  // what a command did stands right behind it
  const behind = facts.slice(at + 1);
  const others = behind.findIndex((fact) => !isFault(fact));
  const faults = behind.slice(0, others === -1 ? behind.length : others).filter(isFault);
  // a fault that takes another's place ends that one first
  const injected = faults.filter(({ type }) => type === "fault.injected");
  const [first] = injected.length > 0 ? injected : faults;
  if (event.type === "command.refused" || first === undefined) return `fault, ${whom}`;
  return `${injected.length > 0 ? "fault" : "fault ended"}: ${first.fault}, ${whom}`;
}

function isFault(fact: RunEvent): fact is RunEventOf<"fault.injected" | "fault.ended"> {
  return fact.type === "fault.injected" || fact.type === "fault.ended";
}
