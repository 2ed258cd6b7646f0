import { row, say } from "./text/statement.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Recommendation } from "../run/judgement.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";
import { formatCount, formatDuration, formatFactor } from "../words/format.ts";

/** Fewer finished items than this, or noisier times, carry no estimate. */
const LEAST_ITEMS = 10;
const MOST_NOISE = 0.3;

/**
 * I3. A request is a batch of the recommended size (outside a run: all its items); its response time = items × busy time
 * per item, waiting for a processor included as it was measured, without warm-up and what the fault button cost. Requests at once, to keep up with the highest rate of items measured: Little's law, L = λ·W, rounded up.
 * null when the figures are too few or too noisy.
 */
export function estimateProduction(
  { scenarios, unit }: JudgementInput,
  scenario: ScenarioFigures,
  { noise }: Growth,
): Recommendation["production"] {
  const perItemMs = computeBusyPerItemMs(scenario);
  const perSecond = Math.max(0, ...scenarios.map(toItemsPerSecond));
  if (perItemMs === null || !(perSecond > 0) || scenario.itemsDone < LEAST_ITEMS || (noise ?? 0) > MOST_NOISE)
    return null;
  const itemsPerRequest = Math.min(scenario.items, scenario.run?.batchSize ?? scenario.items);
  const responseTimeMs = itemsPerRequest * perItemMs;
  const requestsPerSecond = perSecond / itemsPerRequest;
  // rounding of the figures must not call for one more
  const concurrency = Math.max(1, Math.ceil((requestsPerSecond * responseTimeMs) / 1_000 - 0.01));
  if (![responseTimeMs, requestsPerSecond, concurrency].every(Number.isFinite)) return null;
  const text = `In production: ${formatCount(itemsPerRequest)} ${itemsPerRequest === 1 ? unit.one : unit.many} a request, answered in about ${formatDuration(responseTimeMs)}, ${concurrency} at once to keep up with the ${formatFactor(perSecond)} ${unit.many} a second measured (rate × response time).`;
  return {
    itemsPerRequest,
    responseTimeMs,
    concurrency,
    statement: say("production", "neutral", text, [
      row("items a request", scenario.id, itemsPerRequest, "items"),
      row("busy time per item", scenario.id, perItemMs, "ms"),
      row("items a second, highest measured", null, perSecond, ""),
      row("requests a second", null, requestsPerSecond, ""),
      row("response time", null, responseTimeMs, "ms"),
    ]),
  };
}

function computeBusyPerItemMs(scenario: ScenarioFigures): number | null {
  const perItemMs = computePerItemMs(scenario);
  const { run, workMs } = scenario;
  return perItemMs === null || run === null || !(run.busyMs > 0) ? perItemMs : (perItemMs * run.busyMs) / workMs;
}

function toItemsPerSecond({ itemsDone, elapsedMs }: ScenarioFigures): number {
  return elapsedMs > 0 ? itemsDone / (elapsedMs / 1_000) : 0;
}
