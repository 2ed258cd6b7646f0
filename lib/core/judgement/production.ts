import { createStatement, row } from "./text/statement.ts";
import { productionText } from "./text/recommendation.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Recommendation } from "../run/judgement.ts";
import { MINIMA } from "./evidence.ts";
import { computeItemsPerSecond, countSucceeded, selectComparable } from "./figures.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";

/** Maximum of noise for an estimate. */
const MAX_NOISE = 0.3;

/**
 * I3. A request is a batch of the recommended size (outside a run: all its items). Response time W = items × busy time per
 * item: CPU queueing included as measured, warm-up and injected faults excluded. Concurrency, the workers that sustain the
 * highest rate of successful items measured at this or a larger size: L = λ·W (Little's law), rounded up. Null when the figures are too few or too
 * noisy.
 */
export function estimateProduction(
  { scenarios, unit }: JudgementInput,
  scenario: ScenarioFigures,
  { noise }: Growth,
): Recommendation["production"] {
  const perItemMs = computeBusyPerItemMs(scenario);
  // a smaller size may have a rate that this one cannot reach
  const asLarge = selectComparable(scenarios).filter(({ items }) => items >= scenario.items);
  const perSecond = Math.max(0, ...asLarge.map(computeItemsPerSecond));
  if (perItemMs === null || !(perSecond > 0) || countSucceeded(scenario) < MINIMA.items || (noise ?? 0) > MAX_NOISE)
    return null;
  const itemsPerRequest = Math.min(scenario.items, scenario.run?.batchSize ?? scenario.items);
  const responseTimeMs = itemsPerRequest * perItemMs;
  const requestsPerSecond = perSecond / itemsPerRequest;
  // a rounding error must not add a worker
  const concurrency = Math.max(1, Math.ceil((requestsPerSecond * responseTimeMs) / 1_000 - 0.01));
  if (![responseTimeMs, requestsPerSecond, concurrency].every(Number.isFinite)) return null;
  const text = productionText.capacity(itemsPerRequest, responseTimeMs, concurrency, perSecond, unit);
  return {
    itemsPerRequest,
    responseTimeMs,
    concurrency,
    statement: createStatement("production", "neutral", text, [
      row("items per request", scenario.id, itemsPerRequest, "items"),
      row("busy time per item", scenario.id, perItemMs, "ms"),
      row("highest measured items per second", null, perSecond, ""),
      row("requests per second", null, requestsPerSecond, ""),
      row("response time", null, responseTimeMs, "ms"),
    ]),
  };
}

function computeBusyPerItemMs(scenario: ScenarioFigures): number | null {
  const perItemMs = computePerItemMs(scenario);
  const { run, workMs } = scenario;
  return perItemMs === null || run === null || !(run.busyMs > 0) ? perItemMs : (perItemMs * run.busyMs) / workMs;
}
