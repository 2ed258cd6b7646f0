import { sampleStandardDeviation } from "simple-statistics";
import type { Interval } from "../../run/judgement.ts";
import type { Compared } from "./compared.ts";
import { sumOver, type Paired } from "./paired-groups.ts";
import { toInterval } from "./pairing.ts";

/** A smaller difference of shares is none to decide by. */
export const LEAST_SHARE_DIFFERENCE = 0.005;
/** The quantile of the normal distribution for 95 %. */
const Z = 1.96;

/**
 * The share of items that failed, 0–1, with the score interval of a binomial share (Wilson, 1927), and the differences by paired
 * items: standard error s(dᵢ) · √n ÷ items over the groups, Student's t with one degree less than the groups in which the two fail
 * differently (as in McNemar's test, 1947). Null when nothing failed.
 */
export function compareFailures({ variants, groups, items }: Paired, level: number): Compared | null {
  const counts = variants.map((variant) => sumOver(variant.items.failed, groups));
  if (counts.every((count) => count === 0)) return null;
  return {
    items,
    values: counts.map((count) => toWilsonInterval(count, items)),
    compare: (one, other) => {
      const [first, second] = [variants[one]?.items.failed, variants[other]?.items.failed];
      if (first === undefined || second === undefined) return null;
      const differences = groups.map((group) => (first[group] ?? 0) - (second[group] ?? 0));
      const value = differences.reduce((sum, difference) => sum + difference, 0) / items;
      const error = (sampleStandardDeviation(differences) * Math.sqrt(groups.length)) / items;
      const differing = differences.filter((difference) => difference !== 0).length;
      return toInterval({ value, error, degrees: differing - 1 }, level);
    },
    isBeyond: ({ value, low, high }) => (low > 0 || high < 0) && Math.abs(value) >= LEAST_SHARE_DIFFERENCE,
  };
}

function toWilsonInterval(count: number, items: number): Interval {
  const value = count / items;
  const scale = 1 + Z ** 2 / items;
  const middle = (value + Z ** 2 / (2 * items)) / scale;
  const reach = (Z / scale) * Math.sqrt((value * (1 - value)) / items + Z ** 2 / (4 * items ** 2));
  return { value, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
