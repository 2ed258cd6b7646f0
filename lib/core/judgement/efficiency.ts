import { sum } from "simple-statistics";
import { createStatement, row } from "./text/statement.ts";
import { efficiencyText } from "./text/resources.ts";
import type { ScenarioFigures } from "./input.ts";
import type { Efficiency } from "../run/judgement.ts";
import { isHarmed, isWhole, selectInRun, type RunScenario } from "./figures.ts";

/**
 * J3. Speed-up = sum of the scenarios' active times / the longest, 1 to n. Parallel efficiency = speed-up / number of
 * scenarios, 1/n to 1. Holds count in neither. Null unless two scenarios of a run have finished an item, and all of these
 * were running at some moment: figures from a file, or of one scenario after the other, show no speed-up.
 */
export function judgeEfficiency(all: readonly ScenarioFigures[]): Efficiency | null {
  const scenarios = selectInRun(all).filter(({ itemsDone }) => itemsDone > 0);
  if (scenarios.length < 2 || !haveOverlapped(scenarios)) return null;
  const [longest] = scenarios.toSorted((one, other) => other.elapsedMs - one.elapsedMs);
  if (longest === undefined || !(longest.elapsedMs > 0)) return null;
  const totalMs = sum(scenarios.map(({ elapsedMs }) => elapsedMs));
  const speedup = Math.min(scenarios.length, totalMs / longest.elapsedMs);
  const parallelEfficiency = speedup / scenarios.length;
  const text = efficiencyText.speedup({
    totalMs,
    longestMs: longest.elapsedMs,
    longest: longest.label,
    speedup,
    efficiency: parallelEfficiency,
    scenarios: scenarios.length,
    isPartial: !scenarios.every(isWhole),
    harmed: scenarios.filter(isHarmed).map(({ label }) => label),
  });
  const rows = scenarios.map(({ id, elapsedMs }) => row("active time", id, elapsedMs, "ms"));
  return {
    totalMs,
    criticalPathMs: longest.elapsedMs,
    criticalScenarioId: longest.id,
    speedup,
    parallelEfficiency,
    statement: createStatement("efficiency", "neutral", text, rows),
  };
}

function haveOverlapped(scenarios: readonly RunScenario[]): boolean {
  const spans = scenarios.map(toSpan);
  return Math.max(...spans.map(({ fromMs }) => fromMs)) < Math.min(...spans.map(({ toMs }) => toMs));
}

/** The run time from its first work, to which active time and pauses lead back from its end, to that end. */
function toSpan({ elapsedMs, points, run: { endedAtMs, pauses } }: RunScenario): { fromMs: number; toMs: number } {
  if (endedAtMs === null) return { fromMs: 0, toMs: Number.POSITIVE_INFINITY };
  const pausedMs = sum(pauses.map((pause) => Math.max(0, Math.min(pause.toMs ?? endedAtMs, endedAtMs) - pause.fromMs)));
  return { fromMs: Math.min(points[0]?.atMs ?? endedAtMs, endedAtMs - elapsedMs - pausedMs), toMs: endedAtMs };
}
