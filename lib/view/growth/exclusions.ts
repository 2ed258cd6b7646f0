import type { ExcludedSize } from "../../core/run/judgement.ts";
import type { RunResults } from "../../core/run/results.ts";
import { formatEvidence } from "../format/evidence.ts";
import { growthText } from "../text/charts.ts";

/** Why a size does not count towards growth: "outlier", "88 % failed". */
export function describeExclusion({ scenarios }: RunResults, { scenarioId, reason }: ExcludedSize): string {
  const failed = scenarios.find((each) => each.scenarioId === scenarioId)?.errorRate ?? null;
  return reason === "failures" && failed !== null
    ? growthText.shareFailed(formatEvidence(failed, "share"))
    : growthText.exclusions[reason];
}

/** null: the scenario counts. */
export function selectExclusion(results: RunResults, scenarioId: string): string | null {
  const excluded = findExcluded(results, scenarioId);
  return excluded === undefined ? null : describeExclusion(results, excluded);
}

/** null: its quality counts, even though its time may be an outlier ended by a time limit, or none of the model. */
export function selectQualityExclusion(results: RunResults, scenarioId: string): string | null {
  const reason = findExcluded(results, scenarioId)?.reason;
  const isTimeAlone = reason === "outlier" || reason === "time-limit" || reason === "set-times";
  return isTimeAlone ? null : selectExclusion(results, scenarioId);
}

function findExcluded({ judgement }: RunResults, scenarioId: string): ExcludedSize | undefined {
  return judgement.growth.excluded.find((each) => each.scenarioId === scenarioId);
}
