import { computeElapsedMs } from "../core/run/elapsed.ts";
import { selectHeadline } from "../core/words/headline.ts";
import type { PauseReason } from "../core/run/events.ts";
import type { RunState, ScenarioState } from "../core/run/state.ts";
import { FAILURE_LABELS } from "../core/words/names.ts";

const BAR_WIDTH = 30;

/** The run as lines of text for a terminal: one sentence, then a bar per scenario with its holds marked. */
export function renderBars(state: RunState, nowMs: number): string {
  const headline = selectHeadline(state, nowMs);
  const nameWidth = Math.max(...state.spec.scenarios.map((scenario) => scenario.label.length));
  const lines = state.scenarios.map((scenario) => renderBar(state, scenario, nameWidth, nowMs));
  return [`${headline.title}  ${headline.detail}`.trimEnd(), ...lines].join("\n");
}

function renderBar(state: RunState, scenario: ScenarioState, nameWidth: number, nowMs: number): string {
  const spec = state.spec.scenarios.find((candidate) => candidate.id === scenario.id);
  const items = spec?.items ?? 1;
  const label = spec?.label ?? scenario.id;
  const share = scenario.totals.itemsDone / items;
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const counts = `${scenario.totals.itemsDone}/${items} ${state.spec.unit.many}`;
  const seconds = `${(computeElapsedMs(scenario, nowMs) / 1_000).toFixed(1)} s`;
  const quality = scenario.totals.quality === null ? "" : `  quality ${scenario.totals.quality.toFixed(3)}`;
  return `${label.padEnd(nameWidth)} │${bar}│ ${percent}  ${counts}  ${seconds}${quality}  ${wordFor(scenario)}`;
}

function wordFor(scenario: ScenarioState): string {
  if (scenario.status === "failed" && scenario.failure !== null)
    return `failed (${FAILURE_LABELS[scenario.failure.kind]})`;
  if (scenario.status !== "paused" || scenario.pauseReason === null) return scenario.status;
  return PAUSE_WORDS[scenario.pauseReason];
}

const PAUSE_WORDS: { readonly [reason in PauseReason]: string } = {
  "sync-point": "holding",
  "presenter-hold": "holding",
  "user-halt": "paused",
  recovery: "recovering",
  retry: "waits for the presenter",
};
