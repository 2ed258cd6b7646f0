import type { ItemError } from "../run/failure-kinds.ts";
import { formatCount } from "./format.ts";

/** More errors are counted together. */
const MOST_NAMED = 3;

/** "exited with code 1 (2×), no answer within 10 s (1×)"; `failed`: all failed items. "" without errors, as in the audience's state. */
export function describeItemErrors(errors: readonly ItemError[], failed: number): string {
  const named = errors.slice(0, MOST_NAMED);
  const others = failed - named.reduce((sum, { count }) => sum + count, 0);
  return [
    ...named.map(({ text, count }) => `${text} (${formatCount(count)}×)`),
    ...(named.length > 0 && others > 0 ? [`others (${formatCount(others)}×)`] : []),
  ].join(", ");
}
