import { rootMeanSquare } from "simple-statistics";
import type { Growth } from "../../run/judgement.ts";
import type { Verdict } from "./decide.ts";
import { estimateFactor } from "./weighing/interval.ts";
import type { Assumptions, SizedTime } from "./weighing/evidence.ts";

/** Sizes of so many times the smallest one's time hardly show a fixed cost, which makes factors rise too. */
const CLEAR = 8;
/** Fewest steps in all and among clear sizes, and the least rise of ln T among these, that show rising factors. */
const FEWEST_STEPS = 4;
const FEWEST_CLEAR = 2;
const LEAST_RISE = 0.12;
/** The least rise over the deviation of the times from the exponential. */
const BEYOND_NOISE = 2;

/** The factor of each further item; where it rises from size to size, as for n!, from the first to the last. */
export function findExponential(
  { curve }: Verdict,
  times: readonly SizedTime[],
  assumptions: Assumptions,
): Growth["exponential"] {
  const overall = estimateFactor(times, assumptions);
  if (overall === null || !doRise(times, BEYOND_NOISE * rootMeanSquare([...curve.residuals]))) return overall;
  const rates = listRates(times);
  const [low, high] = [Math.exp(Math.min(...rates)), Math.exp(Math.max(...rates))];
  return { value: Math.min(high, Math.max(low, overall.value)), low, high, rises: true };
}

/** ln of the factor of each further item, between neighbours. */
function listRates(times: readonly SizedTime[]): readonly number[] {
  return times.slice(1).map((to, i) => {
    const from = times[i] ?? to;
    return Math.log(to.ms / from.ms) / (to.items - from.items);
  });
}

function doRise(times: readonly SizedTime[], noise: number): boolean {
  const rates = listRates(times);
  const clear = times.filter(({ ms }) => ms >= CLEAR * (times[0]?.ms ?? ms));
  const [first, ...others] = listRates(clear);
  const last = others.at(-1);
  if (first === undefined || last === undefined || rates.length < FEWEST_STEPS || others.length + 1 < FEWEST_CLEAR)
    return false;
  const isAscending = rates.every((rate, i) => i === 0 || rate > (rates[i - 1] ?? rate));
  const items = (clear.at(-1)?.items ?? 0) - (clear.at(-2)?.items ?? 0);
  return isAscending && (last - first) * items >= Math.max(LEAST_RISE, noise);
}
