import type { Verdict } from "./decide.ts";

/** How far the power across an outlier may lie outside those between the other sizes. */
const AGREEMENT = 0.5;

type SizedTime = { readonly items: number; readonly ms: number };

/**
 * Without a growth that the other sizes share, an outlier needs both neighbours: time must grow between them about as it does
 * elsewhere. In a series that shifts to another level no single size is the outlier.
 */
export function keepSupported(verdict: Verdict, sizes: readonly SizedTime[]): Verdict {
  if (verdict.kind !== "none") return verdict;
  const counted = sizes.filter((_, i) => !verdict.outliers.includes(i));
  const outliers = verdict.outliers.filter((i) => {
    const items = sizes[i]?.items ?? 0;
    const at = counted.findIndex((each) => each.items > items);
    // at either end there are no two neighbours
    if (at <= 0) return true;
    const powers = counted.slice(1).map((each, j) => computePower(counted[j] ?? each, each));
    const others = powers.filter((_, j) => j !== at - 1);
    const across = powers[at - 1] ?? 0;
    return across >= Math.min(...others) - AGREEMENT && across <= Math.max(...others) + AGREEMENT;
  });
  return outliers.length === verdict.outliers.length ? verdict : { ...verdict, outliers };
}

function computePower(one: SizedTime, other: SizedTime): number {
  return Math.log(other.ms / one.ms) / Math.log(other.items / one.items);
}
