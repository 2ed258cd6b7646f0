import { logSumExp } from "./weighing/density.ts";
import { createWeigher, logAdd, type Assumptions, type SizedTime } from "./weighing/evidence.ts";
import { fitCurve } from "./weighing/curve.ts";
import { toQuantile } from "./weighing/interval.ts";
import type { Verdict } from "./decide.ts";
import type { Shape } from "./weighing/shapes.ts";
import type { Growth } from "../../run/judgement.ts";

/** Least probability of a fixed cost, and its least share of the smallest time, to be named. */
const SURE = 0.95;
const LEAST_SHARE = 0.1;
const TAIL = 0.005;
/** Fixed costs as multiples of the growing part at the smallest size: 0.05 to about 300. */
const MULTIPLES = Array.from({ length: 90 }, (_, i) => 0.05 * 1.1 ** i);

/** B13. The part of the times that is the same at every size, from the sizes alone; null when it cannot be distinguished from 0. */
export function estimateFixedCost(
  { best, curve }: Verdict,
  times: readonly SizedTime[],
  { scatters }: Assumptions,
): Growth["fixedCost"] {
  const [smallest] = times;
  const { shape } = best;
  if (smallest === undefined || shape.fixedCost === "none") return null;
  const isPresent = best.explain().fixedCosts.reduce((sum, [cost, share]) => sum + (cost > 0 ? share : 0), 0);
  if (isPresent < SURE || !(curve.fixedMs >= LEAST_SHARE * smallest.ms)) return null;
  const reference = times.map(({ items }) => shape.logAt(items)).find(Number.isFinite) ?? 0;
  const guesses = MULTIPLES.map((multiple) => {
    const fixed: Shape = {
      ...shape,
      fixedCost: "none",
      logAt: (items) => logAdd(multiple, reference, shape.logAt(items)),
    };
    const { weigh, explain } = createWeigher(times, { fixedCosts: [], scatters });
    const { at } = fitCurve(fixed, explain(fixed), times);
    return { log: weigh(fixed), ms: (at(smallest.items) * multiple) / (1 + multiple) };
  });
  const total = logSumExp(guesses.map(({ log }) => log));
  const quantile = toQuantile(
    guesses.map(({ ms }) => ms),
    guesses.map(({ log }) => Math.exp(log - total)),
  );
  return { value: quantile(0.5), low: quantile(TAIL), high: quantile(1 - TAIL), source: "sizes" };
}
