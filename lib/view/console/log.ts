import { describeEvent, describeSuspension } from "../../core/words/describe-event.ts";
import type { RunEvent } from "../../core/run/events.ts";
import { findOldestLogSeq } from "../../core/reduce/newest-log.ts";
import { isLastingFault } from "../../core/run/faults.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import { RELEASE_WORDS } from "../../core/words/release-words.ts";
import type { FaultSpan, RunState, ScenarioLogLine, ScenarioState } from "../../core/run/state.ts";
import { FAULT_LABELS, joinNames, labelScenario } from "../../core/words/names.ts";
import { formatPercent } from "../format/format.ts";
import { logText } from "../text/console.ts";

export type LogLine = {
  readonly key: string;
  readonly atMs: number;
  readonly tone: "plain" | "strong" | "bad" | "skill";
  readonly text: string;
};

/** The log, newest first, from the folded state alone, so that a late joiner has it too. */
export function selectLogLines(state: RunState, limit: number): readonly LogLine[] {
  const skills = linesOfSkills(state, limit);
  const lines = [...state.scenarios.flatMap((scenario) => linesOfScenario(state, scenario)), ...skills];
  const all = [...lines, ...linesOfRun(state)];
  return all.toSorted((a, b) => b.atMs - a.atMs || b.key.localeCompare(a.key)).slice(0, limit);
}

/** What several scenarios log in the same words, such as a notice of the judge, is one line. Only of the newest lines: a console has no others. */
function linesOfSkills(state: RunState, limit: number): LogLine[] {
  const oldestSeq = findOldestLogSeq(state.scenarios, limit);
  const logged = state.scenarios.flatMap(({ id, log }) => {
    const times = new Map<string, number>();
    return log
      .filter(({ seq }) => seq >= oldestSeq)
      .map((line) => {
        const time = (times.get(line.text) ?? 0) + 1;
        times.set(line.text, time);
        return { ...line, id, alike: `${line.level} ${time} ${line.text}` };
      });
  });
  return [...Map.groupBy(logged, ({ alike }) => alike).values()].flatMap((lines): LogLine[] => {
    const [first] = lines;
    if (first === undefined) return [];
    const { id, seq, level, text } = first;
    const labels = lines.map((line) => labelScenario(state.spec, line.id));
    const atMs = Math.min(...lines.map((line) => line.atMs));
    const tone = level === "info" ? "skill" : "bad";
    return [{ key: `${id}#${seq}`, atMs, tone, text: logText.line(joinNames(labels), text) }];
  });
}

function linesOfScenario(state: RunState, scenario: ScenarioState): LogLine[] {
  const { id, status, milestones, faults, spans } = scenario;
  const label = labelScenario(state.spec, id);
  const lines = [
    ...milestones.map(({ percent, atMs }): LogLine => {
      return { key: `${id}@${percent}`, atMs, tone: "plain", text: logText.reached(label, formatPercent(percent)) };
    }),
    ...faults.flatMap((span, i) => linesOfFault(`${id} fault${i}`, label, span)),
  ];
  if (status !== "complete" && status !== "cancelled") return lines;
  return [
    ...lines,
    { key: `${id}!`, atMs: spans.at(-1)?.toMs ?? state.atMs, tone: "strong", text: logText.ended(label, status) },
  ];
}

function linesOfFault(key: string, label: string, { fault, fromMs, toMs }: FaultSpan): LogLine[] {
  const started: LogLine = {
    key,
    atMs: fromMs,
    tone: "strong",
    text: logText.fault(label, FAULT_LABELS[fault]),
  };
  if (!isLastingFault(fault) || toMs === null) return [started];
  return [started, { key: `${key} over`, atMs: toMs, tone: "plain", text: logText.faultEnded(label) }];
}

function linesOfRun(state: RunState): LogLine[] {
  const releases = state.releases.flatMap(({ percent, atMs, reason }): LogLine[] => {
    if (reason === "free-running") return [];
    const text = logText.released(formatPercent(percent), RELEASE_WORDS[reason].logged);
    return [{ key: `release@${percent}`, atMs, tone: "strong", text }];
  });
  const refusals = state.commands
    .filter(({ outcome }) => outcome === "refused")
    .map(({ commandId, atMs, command, message, code }): LogLine => {
      return { key: commandId, atMs, tone: "bad", text: logText.refused(command, message ?? code ?? "") };
    });
  const pauses = state.commands
    .filter(({ command, outcome }) => outcome === "accepted" && (command === "pause" || command === "resume"))
    .map(({ commandId, atMs, command, scenarioId = null }): LogLine => {
      const label = scenarioId === null ? null : labelScenario(state.spec, scenarioId);
      const text = command === "pause" ? logText.paused(label) : logText.resumed(label);
      return { key: commandId, atMs, tone: "strong", text };
    });
  const recoveries = state.recoveries.map(({ atMs, downtimeMs }, i): LogLine => {
    const text = logText.runnerBack(Math.round(downtimeMs / 100) / 10);
    return { key: `recovery${i}`, atMs, tone: "strong", text };
  });
  const suspensions = (state.suspensions ?? []).map(({ atMs, ...suspension }, i): LogLine => {
    return { key: `suspension${i}`, atMs, tone: "strong", text: describeSuspension(suspension) };
  });
  return [...releases, ...refusals, ...pauses, ...recoveries, ...suspensions];
}

/** The lines of both, oldest first. */
export function mergeLogLines(
  fetched: readonly ScenarioLogLine[],
  live: readonly ScenarioLogLine[],
): readonly ScenarioLogLine[] {
  const bySeq = new Map([...fetched, ...live].map((line) => [line.seq, line]));
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

export type EventRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly at: string;
  readonly type: string;
  readonly text: string;
  readonly actor: string;
  readonly event: RunEvent;
};

/** Every event of a run except progress as a sentence, each described with the state at that moment. */
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
