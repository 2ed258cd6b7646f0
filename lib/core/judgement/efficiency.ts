import { sum } from "simple-statistics";
import { createStatement, row } from "./text/statement.ts";
import { efficiencyText } from "./text/resources.ts";
import type { ScenarioFigures } from "./input.ts";
import type { Efficiency } from "../run/judgement.ts";
import { isWhole } from "./figures.ts";

/**
 * J3. Speed-up = sum of the scenarios' active times / the longest, 1 to n. Parallel efficiency = speed-up / number of
 * scenarios, 1/n to 1. Holds count in neither. Null unless two scenarios have finished an item.
 */
export function judgeEfficiency(all: readonly ScenarioFigures[]): Efficiency | null {
  const scenarios = all.filter(({ itemsDone }) => itemsDone > 0);
  if (scenarios.length < 2) return null;
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
