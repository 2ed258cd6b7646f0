import type { Growth } from "../../run/judgement.ts";
import type { SizedTime } from "./weighing/evidence.ts";

/** A size whose time is within this share of the shortest one is as fast. */
const AS_FAST = 1.05;
/** Less is no gain. */
const LEAST_GAIN = 1.25;

/** Where time falls with size: the smallest size that is as fast as any, and how much faster it is than the smallest size. */
export function findFalling(times: readonly (SizedTime & { readonly scenarioId: string })[]): Growth["falling"] {
  const [first, last] = [times[0], times.at(-1)];
  const shortest = Math.min(...times.map(({ ms }) => ms));
  const best = times.find(({ ms }) => ms <= shortest * AS_FAST);
  if (first === undefined || best === undefined || first.ms < LEAST_GAIN * best.ms) return null;
  return {
    fromItems: first.items,
    bestItems: best.items,
    bestScenarioId: best.scenarioId,
    speedup: first.ms / best.ms,
    stops: best !== last,
  };
}
