import { createStatement, row } from "../text/statement.ts";
import { growthWarnings } from "../text/growth-warnings.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { EvidenceRow, Statement } from "../../run/judgement.ts";
import { isRetried, isWhole } from "../figures.ts";
import type { TimedScenario } from "./timed-scenario.ts";

type Unit = JudgementInput["unit"];

/** What makes the times less comparable than they look. */
export function listGrowthWarnings(
  { scenarios, unit, skillChanged }: JudgementInput,
  timed: readonly TimedScenario[],
): readonly Statement[] {
  return [
    ...warnOfChange(skillChanged),
    ...warnOfWorkers(scenarios),
    ...warnOfFaults(timed),
    ...warnOfAttempts(timed),
    ...warnOfPoints(timed),
    ...warnOfProjected(timed, unit),
  ];
}

function warn(text: string, rows: readonly EvidenceRow[] = []): readonly Statement[] {
  return [createStatement("growth-warning", "unsure", text, rows)];
}

/** E6. Figures before and after a change of version come from two skills. */
function warnOfChange(change: JudgementInput["skillChanged"]): readonly Statement[] {
  return change === null ? [] : warn(growthWarnings.skillChanged(change.recordedVersion, change.installedVersion));
}

function warnOfWorkers(scenarios: readonly ScenarioFigures[]): readonly Statement[] {
  const workers = scenarios.flatMap(({ id, label, run }) =>
    run === null ? [] : [{ id, label, count: run.concurrency }],
  );
  if (new Set(workers.map(({ count }) => count)).size < 2) return [];
  return warn(
    growthWarnings.workers(workers),
    workers.map(({ id, count }) => row("workers", id, count, "")),
  );
}

function warnOfFaults(timed: readonly TimedScenario[]): readonly Statement[] {
  const harmed = timed.filter(({ scenario }) => (scenario.run?.faults.length ?? 0) > 0);
  if (harmed.length === 0) return [];
  return warn(
    growthWarnings.faults(labelsOf(harmed)),
    harmed.map(({ scenario, usual }) => row("excluded", scenario.id, usual.excessMs, "ms")),
  );
}

function warnOfAttempts(timed: readonly TimedScenario[]): readonly Statement[] {
  const retried = timed.filter(({ scenario }) => isRetried(scenario));
  if (retried.length === 0) return [];
  return warn(
    growthWarnings.retried(labelsOf(retried)),
    retried.map(({ scenario }) => row("attempts", scenario.id, scenario.run?.attempt ?? 1, "")),
  );
}

/** Beyond this ratio a total and the sum of its points contradict each other. */
const POINTS_WITHIN = 1.25;

function warnOfPoints(timed: readonly TimedScenario[]): readonly Statement[] {
  const apart = timed.flatMap(({ scenario: { id, label, run, points, itemsDone, workMs } }) => {
    const last = points.at(-1);
    if (run !== null || last?.itemsDone !== itemsDone) return [];
    const ratio = last.workMs / workMs;
    return ratio > POINTS_WITHIN || ratio < 1 / POINTS_WITHIN
      ? [{ id, label, pointsMs: last.workMs, totalMs: workMs }]
      : [];
  });
  if (apart.length === 0) return [];
  const rows = apart.flatMap(({ id, pointsMs, totalMs }) => [
    row("sum of its points", id, pointsMs, "ms"),
    row("total", id, totalMs, "ms"),
  ]);
  return warn(growthWarnings.points(apart), rows);
}

function warnOfProjected(timed: readonly TimedScenario[], unit: Unit): readonly Statement[] {
  const open = timed.filter(({ scenario }) => !isWhole(scenario));
  if (open.length === 0) return [];
  return warn(
    growthWarnings.projected(labelsOf(open), unit.many),
    open.map(({ scenario }) => row("finished", scenario.id, scenario.itemsDone / scenario.items, "share")),
  );
}

function labelsOf(timed: readonly TimedScenario[]): readonly string[] {
  return timed.map(({ scenario }) => scenario.label);
}
