import type { RunEvent } from "../core/events.ts";
import { isLastingFault } from "../core/faults.ts";
import { describeEvent } from "../core/headline.ts";
import { foldRun } from "../core/reduce.ts";
import type { RunState } from "../core/state.ts";
import { labelOf } from "../core/words.ts";
import { FAULT_WORDS } from "./fault-words.ts";
import { formatPercent } from "./format.ts";

export type LogLine = {
  readonly key: string;
  readonly atMs: number;
  readonly tone: "plain" | "strong" | "bad" | "skill";
  readonly text: string;
};

/** The newest lines of what happened, newest first, told from the folded state alone, so that a late joiner has them too. */
export function selectLogLines(state: RunState, limit: number): readonly LogLine[] {
  const lines: LogLine[] = [];
  for (const scenario of state.scenarios) {
    const label = labelOf(state.spec, scenario.id);
    for (const each of scenario.milestones) {
      lines.push({
        key: `${scenario.id}@${each.percent}`,
        atMs: each.atMs,
        tone: "plain",
        text: `${label} reached ${formatPercent(each.percent)}`,
      });
    }
    for (const each of scenario.log) {
      lines.push({
        key: `${scenario.id}#${each.seq}`,
        atMs: each.atMs,
        tone: each.level === "info" ? "skill" : "bad",
        text: `${label}: ${each.text}`,
      });
    }
    for (const [i, { fault, fromMs, toMs }] of scenario.faults.entries()) {
      lines.push({
        key: `${scenario.id} fault${i}`,
        atMs: fromMs,
        tone: "strong",
        text: `fault button: ${label} ${FAULT_WORDS[fault].done}`,
      });
      if (isLastingFault(fault) && toMs !== null)
        lines.push({
          key: `${scenario.id} fault${i} over`,
          atMs: toMs,
          tone: "plain",
          text: `fault in ${label} ended`,
        });
    }
    if (scenario.status === "complete" || scenario.status === "cancelled") {
      lines.push({
        key: `${scenario.id}!`,
        atMs: scenario.spans.at(-1)?.toMs ?? state.atMs,
        tone: "strong",
        text: `${label} ${scenario.status}`,
      });
    }
  }
  for (const release of state.releases) {
    if (release.reason === "free-running") continue;
    lines.push({
      key: `release@${release.percent}`,
      atMs: release.atMs,
      tone: "strong",
      text: `released ${formatPercent(release.percent)}${RELEASE_WORDS[release.reason]}`,
    });
  }
  for (const command of state.commands) {
    if (command.outcome === "refused")
      lines.push({
        key: command.commandId,
        atMs: command.atMs,
        tone: "bad",
        text: `${command.command} refused: ${command.message ?? command.code ?? ""}`,
      });
  }
  for (const [i, recovery] of state.recoveries.entries()) {
    lines.push({
      key: `recovery${i}`,
      atMs: recovery.atMs,
      tone: "strong",
      text: `runner back after ${Math.round(recovery.downtimeMs / 100) / 10} s`,
    });
  }
  return lines.toSorted((a, b) => b.atMs - a.atMs || b.key.localeCompare(a.key)).slice(0, limit);
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
