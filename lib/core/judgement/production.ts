import { createStatement, row } from "./text/statement.ts";
import { productionText } from "./text/recommendation.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Recommendation } from "../run/judgement.ts";
import { MINIMA } from "./evidence.ts";
import { computeItemsPerSecond, countSucceeded, selectComparable } from "./figures.ts";
import { computeFurtherPerItemMs, type FixedCost } from "./sizes/further-time.ts";

/** Maximum of noise for an estimate. */
const MAX_NOISE = 0.3;
/** A fraction of a worker that measurement alone may add, at least. */
const SLACK = 0.05;
/** Multiple of the work time from which the wait for shared processors is stated. */
const SHARED = 1.2;

/**
 * I3. A request is a batch of the recommended size (outside a run: all its items). Response time W = items × busy time per
 * item: CPU queueing included as measured, warm-up and injected faults excluded. Concurrency, the workers that sustain the
 * highest rate of successful items measured at this or a larger size: L = λ·W (Little's law), rounded up. Null when the figures are too few or too
 * noisy.
 */
export function estimateProduction(
  { scenarios, unit }: JudgementInput,
  scenario: ScenarioFigures,
  { noise, fixedCost, excluded }: Growth,
): Recommendation["production"] {
  const perItemMs = computeBusyPerItemMs(scenario, fixedCost);
  // a smaller size may have a rate that this one cannot reach
  const asLarge = selectComparable(scenarios).filter(
    ({ id, items }) => items >= scenario.items && !excluded.some(({ scenarioId }) => scenarioId === id),
  );
  const perSecond = Math.max(0, ...asLarge.map(computeItemsPerSecond));
  if (perItemMs === null || !(perSecond > 0) || countSucceeded(scenario) < MINIMA.items || (noise ?? 0) > MAX_NOISE)
    return null;
  const itemsPerRequest = Math.min(scenario.items, scenario.run?.batchSize ?? scenario.items);
  const responseTimeMs = itemsPerRequest * perItemMs;
  const requestsPerSecond = perSecond / itemsPerRequest;
  // an error of measurement must not add a worker
  const workers = (requestsPerSecond * responseTimeMs) / 1_000;
  const concurrency = Math.max(1, Math.ceil(workers * (1 - Math.max(SLACK, noise ?? 0))));
  if (![responseTimeMs, requestsPerSecond, concurrency].every(Number.isFinite)) return null;
  const workMs = itemsPerRequest * (computeFurtherPerItemMs(scenario, fixedCost) ?? perItemMs);
  const aloneMs = responseTimeMs > SHARED * workMs ? workMs : null;
  const request = { items: itemsPerRequest, responseTimeMs, aloneMs };
  const text = productionText.capacity(request, concurrency, perSecond, unit);
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

/** A worker of a run starts once, so that its requests are served without the fixed cost; what a file measured has it each time. */
function computeBusyPerItemMs(scenario: ScenarioFigures, fixedCost: FixedCost): number | null {
  const { run, workMs } = scenario;
  const perItemMs = computeFurtherPerItemMs(scenario, run === null ? null : fixedCost);
  return perItemMs === null || run === null || !(run.busyMs > 0) ? perItemMs : (perItemMs * run.busyMs) / workMs;
}
