import type { RunEvent } from "../../core/run/events.ts";
import { isLastingFault } from "../../core/run/faults.ts";
import { describeEvent } from "../../core/words/headline.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import type { FaultSpan, RunState, ScenarioState } from "../../core/run/state.ts";
import { FAULT_LABELS, labelScenario } from "../../core/words/names.ts";
import { formatPercent } from "../format/format.ts";

export type LogLine = {
  readonly key: string;
  readonly atMs: number;
  readonly tone: "plain" | "strong" | "bad" | "skill";
  readonly text: string;
};

/** The newest lines of what happened, newest first, told from the folded state alone, so that a late joiner has them too. */
export function selectLogLines(state: RunState, limit: number): readonly LogLine[] {
  const lines = [...state.scenarios.flatMap((scenario) => linesOfScenario(state, scenario)), ...linesOfRun(state)];
  return lines.toSorted((a, b) => b.atMs - a.atMs || b.key.localeCompare(a.key)).slice(0, limit);
}

function linesOfScenario(state: RunState, scenario: ScenarioState): LogLine[] {
  const { id, status, milestones, log, faults, spans } = scenario;
  const label = labelScenario(state.spec, id);
  const lines = [
    ...milestones.map(({ percent, atMs }): LogLine => {
      return { key: `${id}@${percent}`, atMs, tone: "plain", text: `${label} reached ${formatPercent(percent)}` };
    }),
    ...log.map(({ seq, atMs, level, text }): LogLine => {
      return { key: `${id}#${seq}`, atMs, tone: level === "info" ? "skill" : "bad", text: `${label}: ${text}` };
    }),
    ...faults.flatMap((span, i) => linesOfFault(`${id} fault${i}`, label, span)),
  ];
  if (status !== "complete" && status !== "cancelled") return lines;
  return [
    ...lines,
    { key: `${id}!`, atMs: spans.at(-1)?.toMs ?? state.atMs, tone: "strong", text: `${label} ${status}` },
  ];
}

function linesOfFault(key: string, label: string, { fault, fromMs, toMs }: FaultSpan): LogLine[] {
  const begun: LogLine = {
    key,
    atMs: fromMs,
    tone: "strong",
    text: `fault button: ${label} ${FAULT_LABELS[fault]}`,
  };
  if (!isLastingFault(fault) || toMs === null) return [begun];
  return [begun, { key: `${key} over`, atMs: toMs, tone: "plain", text: `fault in ${label} ended` }];
}

function linesOfRun(state: RunState): LogLine[] {
  const releases = state.releases.flatMap(({ percent, atMs, reason }): LogLine[] => {
    if (reason === "free-running") return [];
    const text = `released ${formatPercent(percent)}${RELEASE_WORDS[reason]}`;
    return [{ key: `release@${percent}`, atMs, tone: "strong", text }];
  });
  const refusals = state.commands
    .filter(({ outcome }) => outcome === "refused")
    .map(({ commandId, atMs, command, message, code }): LogLine => {
      return { key: commandId, atMs, tone: "bad", text: `${command} refused: ${message ?? code ?? ""}` };
    });
  const recoveries = state.recoveries.map(({ atMs, downtimeMs }, i): LogLine => {
    const text = `runner back after ${Math.round(downtimeMs / 100) / 10} s`;
    return { key: `recovery${i}`, atMs, tone: "strong", text };
  });
  return [...releases, ...refusals, ...recoveries];
}

const RELEASE_WORDS = {
  "all-arrived": ", all arrived",
  "sibling-ended": ", the missing have ended",
  timeout: ", wait limit reached",
  presenter: " by presenter",
} as const;

export type EventRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly at: string;
  readonly type: string;
  readonly text: string;
  readonly actor: string;
  readonly event: RunEvent;
};

/** Every fact of a run in words, each told with the state that it met. Progress is left out. */
export function selectEventRows(events: readonly RunEvent[]): readonly EventRow[] {
  let state: RunState | null = null;
  const rows: EventRow[] = [];
  for (const event of events) {
    state = foldRun([event], state);
    if (event.type === "scenario.progressed" || !state) continue;
    rows.push({
      seq: event.seq,
      atMs: event.atMs,
      at: event.at,
      type: event.type,
      text: describeEvent(event, state) ?? event.type,
      actor: event.actor.role,
      event,
    });
  }
  return rows;
}
