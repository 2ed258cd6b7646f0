import { formatQuantity } from "../words/format.ts";
import { labelScenario } from "../words/names.ts";
import { createStatement, row } from "./text/statement.ts";
import { bottleneckText } from "./text/resources.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Judgement, Statement } from "../run/judgement.ts";
import { isHarmed } from "./figures.ts";
import { NEAR_LIMIT } from "./patterns/resources.ts";

type Parts = Pick<Judgement, "efficiency" | "growth">;

/** The longest scenario is a bottleneck from this multiple of an equal share of all active time. */
const LOPSIDED = 1.5;
/** Workers that are busy for a smaller share of the time count as idle. */
const IDLE = 0.6;
/** Share of a scenario's time spent waiting for others from which it is reported. */
const LONG_WAIT = 0.25;

/**
 * I4. What slows the run down: the critical path, growth, limits, waiting, idle workers. What an injected fault may have
 * caused is no bottleneck: limits and idle workers of its scenario, waiting for it, and its place on the critical path.
 */
export function findBottlenecks(
  { scenarios, unit }: JudgementInput,
  { efficiency, growth }: Parts,
): readonly Statement[] {
  const unharmed = scenarios.filter((each) => !isHarmed(each));
  return [
    ...findCriticalPath(scenarios, efficiency),
    ...findKnee(scenarios, growth, unit),
    ...unharmed.flatMap(findNearLimits),
    ...(unharmed.length < scenarios.length ? [] : findWaiting(scenarios)),
    ...unharmed.flatMap(findIdleWorkers),
  ];
}

function findCriticalPath(
  scenarios: readonly ScenarioFigures[],
  efficiency: Judgement["efficiency"],
): readonly Statement[] {
  if (efficiency === null) return [];
  const share = efficiency.criticalPathMs / efficiency.totalMs;
  if (scenarios.length < 2 || share < LOPSIDED / scenarios.length) return [];
  if (scenarios.some((each) => each.id === efficiency.criticalScenarioId && isHarmed(each))) return [];
  const label = labelScenario({ scenarios }, efficiency.criticalScenarioId);
  return [
    createStatement("bottleneck", "neutral", bottleneckText.criticalPath(label, share), efficiency.statement.rows),
  ];
}

function findKnee(
  scenarios: readonly ScenarioFigures[],
  { kind, knee }: Judgement["growth"],
  unit: JudgementInput["unit"],
): readonly Statement[] {
  if (kind !== "knee" || knee === null || knee.exponentAfter <= knee.exponentBefore) return [];
  const { scenarioId, items, exponentBefore, exponentAfter } = knee;
  const size = formatQuantity(items, unit);
  const text = bottleneckText.knee(labelScenario({ scenarios }, scenarioId), size, exponentBefore, exponentAfter);
  return [
    createStatement("bottleneck", "bad", text, [
      row("exponent before", scenarioId, exponentBefore, ""),
      row("exponent after", scenarioId, exponentAfter, ""),
    ]),
  ];
}

function findNearLimits({ id, label, elapsedMs, run }: ScenarioFigures): readonly Statement[] {
  if (run === null) return [];
  const memory = run.peakMemoryMb === null ? 0 : run.peakMemoryMb / run.memoryLimitMb;
  const time = run.attempt === 1 ? elapsedMs / run.timeBudgetMs : 0;
  return [
    ...(memory < NEAR_LIMIT
      ? []
      : [
          createStatement("bottleneck", "bad", bottleneckText.memory(label, memory), [
            row("peak memory", id, run.peakMemoryMb, "MB"),
            row("limit", id, run.memoryLimitMb, "MB"),
          ]),
        ]),
    ...(time < NEAR_LIMIT
      ? []
      : [
          createStatement("bottleneck", "bad", bottleneckText.timeBudget(label, time), [
            row("active time", id, elapsedMs, "ms"),
            row("time budget", id, run.timeBudgetMs, "ms"),
          ]),
        ]),
  ];
}

/** Waiting at milestones and steps. The scenario that waits least is the one that the others wait for. */
function findWaiting(scenarios: readonly ScenarioFigures[]): readonly Statement[] {
  const waits = scenarios.flatMap(({ id, label, elapsedMs, run }) => {
    const waitedMs = run?.waitedMs ?? 0;
    return waitedMs + elapsedMs > 0 ? [{ id, label, waitedMs, share: waitedMs / (waitedMs + elapsedMs) }] : [];
  });
  const [longest] = waits.toSorted((one, other) => other.share - one.share);
  const [least] = waits.toSorted((one, other) => one.waitedMs - other.waitedMs);
  if (longest === undefined || least === undefined || longest.share < LONG_WAIT || longest === least) return [];
  const rows = waits.map(({ id, waitedMs }) => row("waited", id, waitedMs, "ms"));
  return [createStatement("bottleneck", "neutral", bottleneckText.waiting(longest, least.label), rows)];
}

function findIdleWorkers({ id, label, elapsedMs, run }: ScenarioFigures): readonly Statement[] {
  if (run === null || run.concurrency < 2 || !(elapsedMs > 0)) return [];
  const used = Math.min(1, run.busyMs / (elapsedMs * run.concurrency));
  if (used >= IDLE) return [];
  return [
    createStatement("bottleneck", "neutral", bottleneckText.idle(label, run.concurrency, used), [
      row("busy time", id, run.busyMs, "ms"),
      row("active time", id, elapsedMs, "ms"),
      row("workers", id, run.concurrency, ""),
    ]),
  ];
}
