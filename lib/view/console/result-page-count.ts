import type { RunState } from "../../core/run/state.ts";
import { selectResultPages } from "../room/result-pages.ts";

/** How many pages the result has; 0: there is no result. */
export function countResultPages({ results, finishedAt }: RunState): number {
  return finishedAt === null || results === null ? 0 : selectResultPages(results).length;
}
