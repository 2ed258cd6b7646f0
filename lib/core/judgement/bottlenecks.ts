import { row, say } from "./text/statement.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Judgement, Statement } from "../run/judgement.ts";
import { NEAR_LIMIT } from "./patterns/resources.ts";
import { formatCount, formatDuration, formatFactor, formatShare } from "../words/format.ts";

type Parts = Pick<Judgement, "efficiency" | "growth">;

/** The longest scenario is a bottleneck from this share of all active time on, over an equal share. */
const LOPSIDED = 1.5;
/** Workers that are at work less than this have nothing to do for long. */
const IDLE = 0.6;
/** Share of a scenario's time spent waiting for others that is worth a word. */
const LONG_WAIT = 0.25;

/** I4. What holds the whole back: the critical path, growth, limits, waiting, idle workers. */
export function findBottlenecks(
  { scenarios, unit }: JudgementInput,
  { efficiency, growth }: Parts,
): readonly Statement[] {
  return [
    ...describeCriticalPath(scenarios, efficiency),
    ...describeKnee(scenarios, growth, unit.many),
    ...scenarios.flatMap(describeLimits),
    ...describeWaiting(scenarios),
    ...scenarios.flatMap(describeIdle),
  ];
}

function describeCriticalPath(
  scenarios: readonly ScenarioFigures[],
  efficiency: Judgement["efficiency"],
): readonly Statement[] {
  if (efficiency === null) return [];
  const share = efficiency.criticalPathMs / efficiency.totalMs;
  if (scenarios.length < 2 || share < LOPSIDED / scenarios.length) return [];
  const label =
    scenarios.find(({ id }) => id === efficiency.criticalScenarioId)?.label ?? efficiency.criticalScenarioId;
  const text = `${label} is the critical path: ${formatShare(share)} of all active time.`;
  return [say("bottleneck", "bad", text, efficiency.statement.rows)];
}

function describeKnee(
  scenarios: readonly ScenarioFigures[],
  { knee }: Judgement["growth"],
  many: string,
): readonly Statement[] {
  if (knee === null || knee.exponentAfter <= knee.exponentBefore) return [];
  const label = scenarios.find(({ id }) => id === knee.scenarioId)?.label ?? knee.scenarioId;
  const text = `Beyond ${label} (${formatCount(knee.items)} ${many}) time grows with the power ${knee.exponentAfter.toFixed(2)}, before with ${knee.exponentBefore.toFixed(2)}.`;
  return [
    say("bottleneck", "bad", text, [
      row("power before", knee.scenarioId, knee.exponentBefore, ""),
      row("power after", knee.scenarioId, knee.exponentAfter, ""),
    ]),
  ];
}

function describeLimits({ id, label, elapsedMs, run }: ScenarioFigures): readonly Statement[] {
  if (run === null) return [];
  const memory = run.peakMemoryMb === null ? 0 : run.peakMemoryMb / run.memoryLimitMb;
  const time = run.attempt === 1 ? elapsedMs / run.timeBudgetMs : 0;
  return [
    ...(memory < NEAR_LIMIT
      ? []
      : [
          say("bottleneck", "bad", `${label} comes to ${formatShare(memory)} of its memory limit.`, [
            row("peak memory", id, run.peakMemoryMb, "MB"),
            row("limit", id, run.memoryLimitMb, "MB"),
          ]),
        ]),
    ...(time < NEAR_LIMIT
      ? []
      : [
          say("bottleneck", "bad", `${label} uses ${formatShare(time)} of its time budget.`, [
            row("active time", id, elapsedMs, "ms"),
            row("time budget", id, run.timeBudgetMs, "ms"),
          ]),
        ]),
  ];
}

/** Waiting at milestones and steps: for whom the others wait is the one that waits least. */
function describeWaiting(scenarios: readonly ScenarioFigures[]): readonly Statement[] {
  const waits = scenarios.flatMap(({ id, label, elapsedMs, run }) => {
    const waitedMs = run?.waitedMs ?? 0;
    return waitedMs + elapsedMs > 0 ? [{ id, label, waitedMs, share: waitedMs / (waitedMs + elapsedMs) }] : [];
  });
  const [longest] = waits.toSorted((one, other) => other.share - one.share);
  const [least] = waits.toSorted((one, other) => one.waitedMs - other.waitedMs);
  if (longest === undefined || least === undefined || longest.share < LONG_WAIT || longest === least) return [];
  const text = `${longest.label} spends ${formatShare(longest.share)} of its time waiting for the others (${formatDuration(longest.waitedMs)}), ${least.label} waits least.`;
  return [
    say(
      "bottleneck",
      "neutral",
      text,
      waits.map(({ id, waitedMs }) => row("waited", id, waitedMs, "ms")),
    ),
  ];
}

function describeIdle({ id, label, elapsedMs, run }: ScenarioFigures): readonly Statement[] {
  if (run === null || run.concurrency < 2 || !(elapsedMs > 0)) return [];
  const used = Math.min(1, run.busyMs / (elapsedMs * run.concurrency));
  if (used >= IDLE) return [];
  const text = `${label} keeps its ${run.concurrency} workers busy ${formatShare(used)} of the time: ${formatFactor(used * run.concurrency)} at work on average.`;
  return [
    say("bottleneck", "neutral", text, [
      row("busy time", id, run.busyMs, "ms"),
      row("active time", id, elapsedMs, "ms"),
      row("workers", id, run.concurrency, ""),
    ]),
  ];
}
