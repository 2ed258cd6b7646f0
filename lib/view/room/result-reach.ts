import type { RunResults } from "../../core/run/results.ts";
import { countItemsDone } from "../../core/run/totals.ts";
import type { RunState } from "../../core/run/state.ts";
import type { ScenarioStatus } from "../../core/run/statuses.ts";
import { formatCount, formatDuration, formatQuantity } from "../format/format.ts";
import { selectExclusion } from "../growth/exclusions.ts";
import { resultPictureText as text } from "../text/results.ts";
import { scenarioText } from "../text/run.ts";

/** How far a scenario got, where there is no growth to show. */
export type Reached = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  /** 0–1 */
  readonly share: number;
  readonly status: ScenarioStatus;
  readonly figure: string;
  /** "" for one that simply ended well */
  readonly word: string;
};

/** Whether two sizes say something about growth; variants have one size, and after nothing but failures the picture is how far each got. */
export function hasGrowth({ judgement, scenarios }: RunResults): boolean {
  if (judgement.comparison !== undefined) return false;
  return judgement.growth.times.length > 1 && scenarios.some(({ status }) => status !== "failed");
}

export function selectReached(state: RunState, results: RunResults): readonly Reached[] {
  return results.scenarios.map(({ scenarioId, label, status, items, totals }, index) => {
    const done = countItemsDone({ status, totals });
    const size = formatQuantity(items, state.spec.unit);
    const isWhole = done >= items;
    const excluded = selectExclusion(results, scenarioId);
    return {
      id: scenarioId,
      index,
      label,
      share: items > 0 ? Math.min(1, done / items) : 0,
      status,
      figure: isWhole ? text.allDone(size, formatDuration(totals.elapsedMs)) : text.doneOf(formatCount(done), size),
      word: status === "failed" || status === "cancelled" ? scenarioText[status] : (excluded ?? ""),
    };
  });
}
