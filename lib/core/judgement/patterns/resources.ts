import { row } from "../text/statement.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import { selectFailures } from "../failure/error-signature.ts";
import type { JudgementInput, ScenarioFigures, ScenarioRunFigures } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { toPattern, formatScales } from "./pattern.ts";
import { formatCount, formatShare } from "../../words/format.ts";

/** Share of a limit from which on it is near. */
export const NEAR_LIMIT = 0.8;

type RunScenario = ScenarioFigures & { readonly run: ScenarioRunFigures };

export function findResourcePatterns({ scenarios }: JudgementInput): readonly Pattern[] {
  const inRun = scenarios.filter((each): each is RunScenario => each.run !== null);
  return [...findMemory(inRun), ...findTimeBudget(inRun)];
}

/** The next power of two above every peak, or how many came near their own limit. */
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
    const text = `A worker was ended for its memory ${formatScales(hit, scenarios.length)}.`;
    return [toPattern({ id: "memory-limit-reached", kind: "failure", support: hit, of: scenarios.length, text, rows })];
  }
  const near = measured.filter(({ peakMb, limitMb }) => peakMb >= NEAR_LIMIT * limitMb).length;
  if (near > 0) {
    const text = `Memory comes to ${formatShare(NEAR_LIMIT)} of its limit or more ${formatScales(near, of)}.`;
    return [toPattern({ id: "memory-near-limit", kind: "failure", support: near, of, text, rows })];
  }
  const peakMb = Math.max(1, ...measured.map(({ peakMb }) => peakMb));
  const bound = 2 ** Math.ceil(Math.log2(peakMb + 1));
  const isHarmed = scenarios.some(({ run }) => run.faults.some(({ fault }) => fault === "memory"));
  const aside = isHarmed ? ", what the fault button filled left out" : "";
  const text = `Memory stays below ${formatCount(bound)} MB a worker ${formatScales(of, of)}${aside}.`;
  return [toPattern({ id: "memory-bounded", kind: "success", support: of, of, text, rows })];
}

/** By itself: what the fault button's balloon ended is none of it. */
function hasHitLimit(scenario: RunScenario): boolean {
  const { run } = scenario;
  const recovered = run.batchFailures.filter(({ outcome }) => outcome === "recovered");
  return (
    selectFailures(scenario).some(({ kind, fault }) => kind === "memory" && fault === null) ||
    recovered.some((failure) => failure.kind === "memory" && findFaultBehind(run, failure) === null)
  );
}

/** How much of its time budget a complete scenario used, where all are complete. */
function findTimeBudget(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const complete = scenarios.filter(({ run }) => run.status === "complete" && run.attempt === 1);
  const of = scenarios.length;
  if (complete.length < of || of === 0) return [];
  const shares = complete.map(({ id, elapsedMs, run }) => ({ id, share: elapsedMs / run.timeBudgetMs }));
  const most = Math.max(...shares.map(({ share }) => share));
  const rows = shares.map(({ id, share }) => row("of the time budget", id, share, "share"));
  if (!(most < NEAR_LIMIT)) return [];
  const text = `Time to spare ${formatScales(of, of)}: ${formatShare(most)} of the time budget at most.`;
  return [toPattern({ id: "within-time-budget", kind: "success", support: of, of, text, rows })];
}
