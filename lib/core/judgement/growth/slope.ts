import type { Growth, Interval, LocalExponent } from "../../run/judgement.ts";

type SizedTime = { readonly items: number; readonly ms: number };

/** How far below the interval of a power an exponent lies that contradicts it, and how many do at least. */
const CLEARLY_BELOW = 0.1;
const FEWEST = 2;
/** Exponents that a fixed cost would explain: they start near 0, or rise from size to size. */
const LEAST = 0.5;
const ALIKE = 0.2;

/** The power between the smallest and the largest size; it lies between the smallest and the largest exponent. */
export function computeSlope(times: readonly SizedTime[]): number {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || first.items === last.items) return 0;
  return Math.log(last.ms / first.ms) / Math.log(last.items / first.items);
}

/** The first sizes, where their exponents are clearly below the power of all; null when they are not. */
export function findFlatterStart(
  exponents: readonly Pick<LocalExponent, "exponent">[],
  { low }: Pick<Interval, "low">,
  times: readonly SizedTime[],
): { readonly toItems: number; readonly exponent: number } | null {
  const count = exponents.findIndex(({ exponent }) => exponent >= low - CLEARLY_BELOW);
  const own = exponents.slice(0, Math.max(0, count)).map(({ exponent }) => exponent);
  if (Math.min(...own) < LEAST || Math.max(...own) - Math.min(...own) > ALIKE) return null;
  const start = times.slice(0, count + 1);
  const end = start.at(-1);
  return count < FEWEST || end === undefined ? null : { toItems: end.items, exponent: computeSlope(start) };
}

/** The same of a judgement. */
export function findFlatterStartOf({ exponents, power, times }: Pick<Growth, "exponents" | "power" | "times">) {
  if (power === null) return null;
  const byItems = Map.groupBy(times, ({ items }) => items);
  const sized = [...byItems].map(([items, group]) => ({
    items,
    ms: Math.exp(group.reduce((sum, { timeMs }) => sum + Math.log(timeMs), 0) / group.length),
  }));
  return findFlatterStart(
    exponents,
    power,
    sized.toSorted((one, other) => one.items - other.items),
  );
}
