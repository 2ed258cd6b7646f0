import { exclusionText } from "./text/evidence.ts";
import { listExcluded, MAX_FAILED_SHARE, type Exclusion } from "./figures.ts";
import type { ScenarioFigures } from "./input.ts";

const REASONS = ["failures", "few-items", "fault"] as const;

/** The sizes that are left out, as short sentences to follow a statement; empty when all count. The headline says more. */
export function stateExcluded(scenarios: readonly ScenarioFigures[]): string {
  const labels = listExcluded(scenarios).flatMap(({ scenario, reason }) =>
    reason === "failures" ? [scenario.label] : [],
  );
  return describeExcluded(scenarios)
    .map(({ reason, text }) =>
      exclusionText.sentence(
        reason === "failures" ? exclusionText.short({ labels, shares: [] }) : text,
        reason === "fault",
      ),
    )
    .join("");
}

export type ExcludedClause = { readonly reason: Exclusion["reason"]; readonly text: string };

/** The sizes that are left out, one clause without a full stop a reason. A size without results is not reported here. */
export function describeExcluded(scenarios: readonly ScenarioFigures[]): readonly ExcludedClause[] {
  const excluded = listExcluded(scenarios).filter(({ reason, share }) => reason !== "few-items" || share > 0);
  const isRun = scenarios.some(({ run }) => run !== null);
  return REASONS.flatMap((reason): readonly ExcludedClause[] => {
    const own = excluded.filter((each) => each.reason === reason);
    if (own.length === 0) return [];
    const left = { labels: own.map(({ scenario }) => scenario.label), shares: own.map(({ share }) => share) };
    if (reason === "failures") return [{ reason, text: exclusionText.failures(left, MAX_FAILED_SHARE, isRun) }];
    return [{ reason, text: reason === "fault" ? exclusionText.fault(left) : exclusionText.fewItems(left) }];
  });
}
