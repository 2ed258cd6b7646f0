import { row, say } from "./text/statement.ts";
import { sum } from "./growth/fit.ts";
import type { ScenarioFigures } from "./input.ts";
import type { Efficiency } from "../run/judgement.ts";
import { isWhole } from "./figures.ts";
import { formatDuration, formatShare } from "../words/format.ts";

/**
 * J3. Speed-up = sum of the scenarios' active times over the longest. Efficiency =
 * speed-up over the number of scenarios, 1/n–1. Holds are left out of both. null unless two have finished something.
 */
export function judgeEfficiency(all: readonly ScenarioFigures[]): Efficiency | null {
  const scenarios = all.filter(({ itemsDone }) => itemsDone > 0);
  if (scenarios.length < 2) return null;
  const [longest] = scenarios.toSorted((one, other) => other.elapsedMs - one.elapsedMs);
  if (longest === undefined || !(longest.elapsedMs > 0)) return null;
  const totalMs = sum(scenarios.map(({ elapsedMs }) => elapsedMs));
  const speedup = Math.min(scenarios.length, totalMs / longest.elapsedMs);
  const parallelEfficiency = speedup / scenarios.length;
  const text = `The scenarios' active times add up to ${formatDuration(totalMs)}, the longest is ${formatDuration(longest.elapsedMs)}: a speed-up of ${speedup.toFixed(2)}, ${formatShare(parallelEfficiency)} of what ${scenarios.length} could give; ${longest.label} is the critical path.${scenarios.every(isWhole) ? "" : " Of what was finished."}`;
  const rows = scenarios.map(({ id, elapsedMs }) => row("active time", id, elapsedMs, "ms"));
  return {
    totalMs,
    criticalPathMs: longest.elapsedMs,
    criticalScenarioId: longest.id,
    speedup,
    parallelEfficiency,
    statement: say("efficiency", "neutral", text, rows),
  };
}
