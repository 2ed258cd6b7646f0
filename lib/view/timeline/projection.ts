import { computeEta } from "../../core/pace/eta.ts";
import { gateItem, planMilestones } from "../../core/gates/gates.ts";
import { projectFinishes } from "../../core/pace/projection.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { formatAbout, formatAhead, formatClock, formatPercent } from "../format/format.ts";
import { fitAxis, type RowProjection, type TimelineModel } from "./timeline.ts";
import { timelineText } from "../text/charts.ts";
import { rowNoteText } from "../text/run.ts";

/** The axis makes room for a finish up to this multiple of the current run time. */
const REACH = 3;
const REACH_AT_LEAST_MS = 60_000;

/**
 * B8. Adds the projected finish of each scenario; the axis makes room for it within limits. None during a shortage: nobody
 * knows how long the run will wait for it.
 */
export function projectTimeline(model: TimelineModel, state: RunState, shortage?: Shortage): TimelineModel {
  if (isRunOver(state.status) || state.startedAt === null || shortage !== undefined) return model;
  const { nowMs } = model;
  const finishes = projectFinishes(state, nowMs);
  const rows = model.rows.map((row) => {
    const finish = finishes.find(({ scenarioId }) => scenarioId === row.id);
    const scenario = state.scenarios.find(({ id }) => id === row.id);
    if (finish === undefined || scenario === undefined || finish.finishAtMs <= nowMs) return row;
    const { finishAtMs: atMs, lowMs, highMs } = finish;
    const text = timelineText.endsAbout(formatClock(atMs));
    return {
      ...row,
      projection: { arrival: projectArrival(state, scenario, nowMs), finish: { atMs, lowMs, highMs, text } },
    };
  });
  const reachMs = Math.max(REACH_AT_LEAST_MS, nowMs * REACH);
  const within = finishes.map(({ finishAtMs }) => finishAtMs).filter((atMs) => atMs <= reachMs);
  return { ...model, rows, ...fitAxis(nowMs, Math.max(0, ...within)) };
}

/** Only of a running scenario, and not in lock-step, where it waits at every step before. */
function projectArrival(state: RunState, scenario: ScenarioState, nowMs: number): RowProjection["arrival"] {
  if (scenario.status !== "running" || state.spec.sync !== "milestone") return null;
  const items = state.spec.scenarios.find(({ id }) => id === scenario.id)?.items ?? 0;
  const gate = planMilestones(state.spec).find(({ index }) => index >= state.releasedGates);
  const eta = computeEta(state, scenario.id, nowMs);
  if (gate === undefined || eta === null) return null;
  const { itemsDone } = scenario.totals;
  const missing = gateItem(gate, items) - itemsDone;
  if (missing <= 0 || itemsDone >= items) return null;
  const leftMs = (eta.remainingMs * missing) / (items - itemsDone);
  return { atMs: nowMs + leftMs, text: timelineText.arrivesIn(formatPercent(gate.percent), formatAhead(leftMs)) };
}

/** "about 40 s left", for a running scenario; null without an ETA, and during a shortage. */
export function selectEtaText(state: RunState, scenarioId: string, nowMs: number, shortage?: Shortage): string | null {
  const scenario = state.scenarios.find(({ id }) => id === scenarioId);
  if (scenario?.status !== "running" || shortage !== undefined) return null;
  const eta = computeEta(state, scenarioId, nowMs);
  return eta === null ? null : rowNoteText.timeLeft(formatAbout(eta.remainingMs));
}
