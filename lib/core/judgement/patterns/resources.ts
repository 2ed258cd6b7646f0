import { row } from "../text/statement.ts";
import { resourcePatterns } from "../text/resources.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import { selectFailures } from "../failure/error-signature.ts";
import { hasEnoughItems } from "../evidence.ts";
import { findExclusion, isHarmed, selectInRun, type RunScenario } from "../figures.ts";
import type { JudgementInput } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { toPattern } from "./pattern.ts";

/** Share of a limit from which a figure counts as near it. */
export const NEAR_LIMIT = 0.8;

export function findResourcePatterns({ scenarios }: JudgementInput): readonly Pattern[] {
  const inRun = selectInRun(scenarios);
  return [...findMemory(inRun), ...findTimeBudget(inRun)];
}

/** How many scenarios exceeded or nearly reached their memory limit, else the power of two above every peak. */
function findMemory(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const measured = scenarios.flatMap(({ id, run }) =>
    run.peakMemoryMb === null ? [] : [{ id, peakMb: run.peakMemoryMb, limitMb: run.memoryLimitMb }],
  );
  const of = measured.length;
  if (of === 0) return [];
  const rows = measured.flatMap(({ id, peakMb, limitMb }) => [
    row("peak memory", id, peakMb, "MB"),
    row("limit", id, limitMb, "MB"),
  ]);
  const hit = scenarios.filter(hasHitLimit).length;
  if (hit > 0) {
    const text = resourcePatterns.memoryExceeded(hit, scenarios.length);
    return [toPattern({ id: "memory-limit-reached", kind: "failure", support: hit, of: scenarios.length, text, rows })];
  }
  const near = measured.filter(({ peakMb, limitMb }) => peakMb >= NEAR_LIMIT * limitMb).length;
  if (near > 0) {
    const text = resourcePatterns.memoryNearLimit(NEAR_LIMIT, near, of);
    return [toPattern({ id: "memory-near-limit", kind: "failure", support: near, of, text, rows })];
  }
  if (!scenarios.every(hasEnoughItems)) return [];
  const peakMb = Math.max(1, ...measured.map(({ peakMb }) => peakMb));
  const bound = 2 ** Math.ceil(Math.log2(peakMb + 1));
  const isHarmed = scenarios.some(({ run }) => run.faults.some(({ fault }) => fault === "memory"));
  const text = resourcePatterns.memoryBounded(bound, of, isHarmed);
  return [toPattern({ id: "memory-bounded", kind: "success", support: of, of, text, rows })];
}

/** Whether a worker exceeded its memory limit without an injected fault. */
function hasHitLimit(scenario: RunScenario): boolean {
  const { run } = scenario;
  const recovered = run.batchFailures.filter(({ outcome }) => outcome === "recovered");
  return (
    selectFailures(scenario).some(({ kind, fault }) => kind === "memory" && fault === null) ||
    recovered.some((failure) => failure.kind === "memory" && findFaultBehind(run, failure) === null)
  );
}

/** The largest share of a time budget used, when every scenario without an injected fault completed in its first attempt. */
function findTimeBudget(all: readonly RunScenario[]): readonly Pattern[] {
  const scenarios = all.filter((each) => !isHarmed(each));
  if (!scenarios.every((each) => findExclusion(each) === null && hasEnoughItems(each))) return [];
  const complete = scenarios.filter(({ run }) => run.status === "complete" && run.attempt === 1);
  const of = scenarios.length;
  if (complete.length < of || of === 0) return [];
  const shares = complete.map(({ id, elapsedMs, run }) => ({ id, share: elapsedMs / run.timeBudgetMs }));
  const most = Math.max(...shares.map(({ share }) => share));
  const rows = shares.map(({ id, share }) => row("of the time budget", id, share, "share"));
  if (!(most < NEAR_LIMIT)) return [];
  const text = resourcePatterns.withinTimeBudget(most, of);
  return [toPattern({ id: "within-time-budget", kind: "success", support: of, of, text, rows })];
}
