import { sum } from "simple-statistics";
import { findFaultBehind } from "../run/fault-blame.ts";
import { toStretches } from "./growth/stretches.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "./input.ts";

/** A scenario whose figures come from a run. */
export type RunScenario = ScenarioFigures & { readonly run: ScenarioRunFigures };

export function selectInRun(scenarios: readonly ScenarioFigures[]): readonly RunScenario[] {
  return scenarios.filter((each): each is RunScenario => each.run !== null);
}

/** Smallest first. */
export function bySize(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return scenarios.toSorted((one, other) => one.items - other.items);
}

/** The scenarios with at least one finished item, smallest first. */
export function selectStarted(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return bySize(scenarios.filter(({ itemsDone }) => itemsDone > 0));
}

/** Share of its items that a scenario must finish without error to be compared with others. */
const MIN_SHARE = 0.1;
/** Share of failed items above which a size does not count, unless its own tolerance is larger. */
export const MAX_FAILED_SHARE = 0.2;
/** What must be undisturbed for a scenario with an injected fault to count: stretches, and share of the finished items. */
const MIN_UNHARMED_STRETCHES = 5;
const MIN_UNHARMED_SHARE = 1 / 3;

/** A smaller difference than this counts as no change of quality. */
export const QUALITY_HELD_WITHIN = 0.05;

/** A size that is left out of every comparison, as a success and as a yardstick. */
export type Exclusion = {
  readonly scenario: ScenarioFigures;
  readonly reason: "failures" | "few-items" | "fault";
  /** failures: failed / finished items · few-items: successful / requested items · fault: undisturbed / finished items */
  readonly share: number;
};

/** The scenarios that count in comparisons, smallest first: see `findExclusion`. */
export function selectComparable(scenarios: readonly ScenarioFigures[]): readonly ScenarioFigures[] {
  return bySize(scenarios.filter((scenario) => findExclusion(scenario) === null));
}

/** The scenarios that do not count, smallest first. */
export function listExcluded(scenarios: readonly ScenarioFigures[]): readonly Exclusion[] {
  return bySize(scenarios).flatMap((scenario) => findExclusion(scenario) ?? []);
}

/**
 * Why a scenario does not count. Fault: one was injected, and fewer than 5 stretches or less than a third of the finished
 * items are undisturbed. Failures: more than 20 % of the finished items failed, or more than its tolerance if that is larger.
 * Few items: less than a tenth of the requested items succeeded. Null: it counts.
 */
export function findExclusion(scenario: ScenarioFigures): Exclusion | null {
  const { items, itemsFailed, run } = scenario;
  const unharmedShare = computeUnharmedShare(scenario);
  if (unharmedShare !== null) return { scenario, reason: "fault", share: unharmedShare };
  const errorRate = computeErrorRate(scenario) ?? 0;
  const succeeded = countSucceeded(scenario);
  const isFailing = errorRate > Math.max(MAX_FAILED_SHARE, run?.errorTolerance ?? 0);
  if (isFailing || ((itemsFailed ?? 0) > 0 && succeeded === 0))
    return { scenario, reason: "failures", share: errorRate };
  return succeeded >= Math.max(1, items * MIN_SHARE)
    ? null
    : { scenario, reason: "few-items", share: succeeded / items };
}

/** The undisturbed share of the finished items if too little is undisturbed to count; null: enough is, or no fault was injected. */
function computeUnharmedShare(scenario: ScenarioFigures): number | null {
  if (!isHarmed(scenario)) return null;
  // without points nothing shows which work was undisturbed
  if (scenario.points.length === 0) return 0;
  const unharmed = toStretches(scenario).filter(({ harmed }) => !harmed);
  const items = sum(unharmed.map(({ fromItem, toItem }) => toItem - fromItem));
  const share = scenario.itemsDone > 0 ? items / scenario.itemsDone : 0;
  return unharmed.length < MIN_UNHARMED_STRETCHES || share < MIN_UNHARMED_SHARE ? share : null;
}

/** Whether the fault button was used on it. */
export function isHarmed({ run }: ScenarioFigures): boolean {
  return (run?.faults.length ?? 0) > 0;
}

/** Items that failed because of an injected fault. */
export function countFailedByFault({ itemsFailed, run }: ScenarioFigures): number {
  return Math.min(itemsFailed ?? 0, sum(listLostToFaults({ run }).map(({ fromItem, toItem }) => toItem - fromItem)));
}

/** The batches that an injected fault made fail for good. */
export function listLostToFaults({ run }: Pick<ScenarioFigures, "run">): ScenarioRunFigures["batchFailures"] {
  if (run === null) return [];
  return run.batchFailures.filter((each) => each.outcome === "lost" && findFaultBehind(run, each) !== null);
}

/** Failed / finished items, 0–1, without those that an injected fault made fail; null when unknown. */
export function computeErrorRate(scenario: ScenarioFigures): number | null {
  const { itemsDone, itemsFailed } = scenario;
  const byFault = countFailedByFault(scenario);
  if (itemsFailed === null || itemsDone <= byFault) return null;
  return Math.min(1, (itemsFailed - byFault) / (itemsDone - byFault));
}

/** Items that succeeded: finished items without the failed and skipped ones. */
export function countSucceeded({ itemsDone, itemsFailed }: ScenarioFigures): number {
  return Math.max(0, itemsDone - (itemsFailed ?? 0));
}

/** Share of the items that count as done: of a failed scenario those that a new attempt would keep. */
export function computeFinishedShare(scenario: ScenarioFigures): number {
  const { items, itemsDone, run } = scenario;
  return (run?.status === "failed" ? countSucceeded(scenario) : itemsDone) / items;
}

/** Whether nothing is missing. Skipped items count as done, so a failed or cancelled scenario is never whole. */
export function isWhole({ items, itemsDone, run }: ScenarioFigures): boolean {
  return itemsDone >= items && run?.status !== "failed" && run?.status !== "cancelled";
}

/** Whether the totals include the work of earlier attempts, part of which was discarded. */
export function isRetried({ run }: ScenarioFigures): boolean {
  return (run?.attempt ?? 1) > 1;
}

/**
 * The quality without the effect of injected faults: that before the first one, if it covers a third of the finished items.
 * Otherwise the whole quality where no fault lowered it: every batch of workers that were only killed has recovered, or it is
 * within .05 of the quality before, or, with none before, at its target. Else null.
 */
export function selectQuality(scenario: ScenarioFigures): number | null {
  const { run, quality, points, itemsDone } = scenario;
  const [first] = run?.faults ?? [];
  if (run === null || first === undefined) return quality;
  const before = points.findLast((point) => point.atMs !== null && point.atMs < first.fromMs && point.quality !== null);
  const qualityBefore = before?.quality ?? null;
  if (before !== undefined && before.itemsDone >= itemsDone * MIN_UNHARMED_SHARE) return qualityBefore;
  const isOnlyKilled = run.faults.every(({ fault }) => fault === "kill" || fault === "memory");
  if (isOnlyKilled && countFailedByFault(scenario) === 0) return quality;
  const floor = qualityBefore === null ? run.targetQuality : qualityBefore - QUALITY_HELD_WITHIN;
  return quality !== null && quality >= floor ? quality : null;
}

/** Whether it failed, and not because of an injected fault. */
export function hasFailed({ run }: ScenarioFigures): boolean {
  return run?.status === "failed" && !isFaultBehindEnd(run);
}

/** Whether an injected fault made it fail. */
export function hasFailedByFault({ run }: ScenarioFigures): boolean {
  return run?.status === "failed" && isFaultBehindEnd(run);
}

function isFaultBehindEnd(run: ScenarioRunFigures): boolean {
  return run.failure !== null && findFaultBehind(run, { ...run.failure, atMs: run.endedAtMs }) !== null;
}

/** Successful items per second of active time; 0 when unknown, or disturbed by a fault. */
export function computeItemsPerSecond(scenario: ScenarioFigures): number {
  const { elapsedMs } = scenario;
  return elapsedMs > 0 && !isHarmed(scenario) ? countSucceeded(scenario) / (elapsedMs / 1_000) : 0;
}
