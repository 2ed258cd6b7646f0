import { computeElapsedMs } from "../core/run/elapsed.ts";
import { selectHeadline } from "../core/words/headline.ts";
import type { PauseReason } from "../core/run/events.ts";
import type { RunState, ScenarioState } from "../core/run/state.ts";
import { countItemsDone } from "../core/run/totals.ts";
import { escapeLine } from "../terminal-text.ts";
import { formatScore } from "../core/words/format.ts";
import { FAILURE_LABELS, formatPercent } from "../core/words/names.ts";
import { pluralize } from "../core/words/plural.ts";

const BAR_WIDTH = 30;

/** Renders a run for the terminal: a headline, then a progress bar per scenario. */
export function renderBars(state: RunState, nowMs: number): string {
  const headline = selectHeadline(state, nowMs);
  const nameWidth = Math.max(...state.spec.scenarios.map(({ label }) => escapeLine(label).length));
  const lines = state.scenarios.map((scenario) => renderBar(state, scenario, nameWidth, nowMs));
  return [escapeLine(`${headline.title}  ${headline.detail}`.trimEnd()), ...lines].join("\n");
}

function renderBar(state: RunState, scenario: ScenarioState, nameWidth: number, nowMs: number): string {
  const spec = state.spec.scenarios.find((candidate) => candidate.id === scenario.id);
  const items = spec?.items ?? 1;
  const label = escapeLine(spec?.label ?? scenario.id);
  const done = countItemsDone(scenario);
  const share = done / items;
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const percent = formatPercent(Math.floor(share * 100)).padStart(5);
  const counts = `${done}/${items} ${escapeLine(pluralize(items, state.spec.unit))}`;
  const seconds = `${(computeElapsedMs(scenario, nowMs) / 1_000).toFixed(1)} s`;
  const result = state.results?.scenarios.find(({ scenarioId }) => scenarioId === scenario.id);
  const { quality: score } = (result ?? scenario).totals;
  const quality = score === null ? "" : `  quality ${formatScore(score)}`;
  return `${label.padEnd(nameWidth)} │${bar}│ ${percent}  ${counts}  ${seconds}${quality}  ${labelStatus(scenario)}`;
}

function labelStatus(scenario: ScenarioState): string {
  if (scenario.status === "failed" && scenario.failure !== null)
    return `failed (${FAILURE_LABELS[scenario.failure.kind]})`;
  if (scenario.status !== "paused" || scenario.pauseReason === null) return scenario.status;
  return PAUSE_LABELS[scenario.pauseReason];
}

const PAUSE_LABELS: { readonly [reason in PauseReason]: string } = {
  "sync-point": "holding",
  "presenter-hold": "holding",
  "user-halt": "paused",
  recovery: "recovering",
  retry: "waiting for the presenter",
  "worker-start": "starting its workers",
};
