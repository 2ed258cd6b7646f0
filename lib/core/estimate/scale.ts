import type { EstimateBasis, EstimateSample } from "./basis.ts";
import { growthAt } from "../judgement/growth/fit.ts";
import type { GrowthClass } from "../run/judgement.ts";
import type { ScenarioSpec } from "../run/spec.ts";

/** What a scenario is likely to use, before its time budget is looked at. */
export type LikelyUse = Omit<EstimateSample, "items" | "concurrency" | "warmUpMs">;

/**
 * The samples of the same concurrency (all when there are none), brought to n items. Busy time: a size that was measured
 * keeps its figure; between two sizes a < b it is busy(a)·(n/a)^k with k = ln(busy(b)/busy(a))/ln(b/a); outside, the
 * nearest size's warm-up, and the rest of its figure times f(n)/f(its size) of the growth class where that was sure, else
 * times n over its size.
 * Active time: the busy time over the workers, times what the nearest sample needed beyond that. Tokens: per item.
 */
export function scaleSamples(basis: EstimateBasis, { items, concurrency }: ScenarioSpec): LikelyUse {
  const alike = basis.samples.filter((sample) => sample.concurrency === concurrency);
  const samples = alike.length > 0 ? alike : basis.samples;
  const near = requireNearest(samples, items);
  const busyMs = scaleBusyMs(samples, near, items, basis.growthClass);
  const overhead = (near.elapsedMs * near.concurrency) / near.busyMs;
  return {
    busyMs,
    elapsedMs: (busyMs / concurrency) * overhead,
    inputTokens: Math.round((near.inputTokens * items) / near.items),
    outputTokens: Math.round((near.outputTokens * items) / near.items),
  };
}

function scaleBusyMs(
  samples: readonly EstimateSample[],
  near: EstimateSample,
  items: number,
  growthClass: GrowthClass | null,
): number {
  const below = samples.findLast((sample) => sample.items <= items);
  const above = samples.find((sample) => sample.items > items);
  if (below?.items === items) return below.busyMs;
  if (below !== undefined && above !== undefined) {
    const exponent = Math.log(above.busyMs / below.busyMs) / Math.log(above.items / below.items);
    return below.busyMs * (items / below.items) ** exponent;
  }
  const growth = growthClass ?? "n";
  const least = growth.includes("log") ? 2 : 1; // where the logarithm is above 0
  const times = growthAt(growth, Math.max(least, items)) / growthAt(growth, Math.max(least, near.items));
  return near.warmUpMs + (near.busyMs - near.warmUpMs) * times;
}

/** By ratio, not by difference: 30 is as near to 10 as to 90. */
function requireNearest(samples: readonly EstimateSample[], items: number): EstimateSample {
  const [first, ...others] = samples;
  if (first === undefined) throw new RangeError("An estimate without a sample");
  const distance = (sample: EstimateSample): number => Math.abs(Math.log(sample.items / items));
  return others.reduce((near, sample) => (distance(sample) < distance(near) ? sample : near), first);
}
