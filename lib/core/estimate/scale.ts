import type { EstimateBasis, EstimateSample } from "./basis.ts";
import { growthAt } from "../judgement/growth/weighing/shapes.ts";
import type { GrowthClass } from "../run/judgement.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import type { ReportedCost } from "../run/totals.ts";

/** What a scenario is likely to use, regardless of its time budget. */
export type LikelyUse = Omit<EstimateSample, "items" | "concurrency" | "warmUpMs">;

/**
 * Scales the samples of the same concurrency (of any, if there are none) to n items. Busy time: at a measured size its own
 * figure; between two sizes a < b busy(a)·(n/a)^k with k = ln(busy(b)/busy(a))/ln(b/a); outside them the warm-up of the
 * nearest size plus the rest of its busy time · f(n)/f(its size), with f the growth class or power if it was certain, else linear.
 * Active time: busy time / workers · the nearest sample's overhead. Tokens: proportional to the items. Throws without a sample.
 */
export function scaleSamples(
  basis: EstimateBasis,
  { items, concurrency }: Pick<ScenarioSpec, "items" | "concurrency">,
): LikelyUse {
  const alike = basis.samples.filter((sample) => sample.concurrency === concurrency);
  const samples = alike.length > 0 ? alike : basis.samples;
  const near = requireNearest(samples, items);
  const busyMs = scaleBusyMs(samples, near, items, toGrowth(basis));
  const overhead = (near.elapsedMs * near.concurrency) / near.busyMs;
  return {
    busyMs,
    elapsedMs: (busyMs / concurrency) * overhead,
    inputTokens: Math.round((near.inputTokens * items) / near.items),
    outputTokens: Math.round((near.outputTokens * items) / near.items),
    ...(near.reported === undefined ? {} : { reported: scaleReported(near.reported, items / near.items) }),
  };
}

export function scaleReported({ usd, inputTokens, outputTokens }: ReportedCost, factor: number): ReportedCost {
  const scale = (tokens: number) => Math.round(tokens * factor);
  return { usd: usd * factor, inputTokens: scale(inputTokens), outputTokens: scale(outputTokens) };
}

function scaleBusyMs(
  samples: readonly EstimateSample[],
  near: EstimateSample,
  items: number,
  growAt: (items: number) => number,
): number {
  const below = samples.findLast((sample) => sample.items <= items);
  const above = samples.find((sample) => sample.items > items);
  if (below?.items === items) return below.busyMs;
  if (below !== undefined && above !== undefined) {
    const exponent = Math.log(above.busyMs / below.busyMs) / Math.log(above.items / below.items);
    return below.busyMs * (items / below.items) ** exponent;
  }
  return near.warmUpMs + ((near.busyMs - near.warmUpMs) * growAt(items)) / growAt(near.items);
}

function toGrowth({ growthClass, growthPower = null }: EstimateBasis): (items: number) => number {
  if (growthClass === null && growthPower !== null) return (items) => items ** growthPower;
  const growth: GrowthClass = growthClass ?? "n";
  const smallest = growth.includes("log") ? 2 : 1; // so that the logarithm is above 0
  return (items) => growthAt(growth, Math.max(smallest, items));
}

/** The nearest size by ratio: 30 is as near to 10 as to 90. */
function requireNearest(samples: readonly EstimateSample[], items: number): EstimateSample {
  const [first, ...others] = samples;
  if (first === undefined) throw new RangeError("An estimate without a sample");
  const distance = (sample: EstimateSample): number => Math.abs(Math.log(sample.items / items));
  return others.reduce((near, sample) => (distance(sample) < distance(near) ? sample : near), first);
}
