import type { RunState } from "../../core/run/state.ts";
import { isEnded } from "./standing.ts";

/** What a picture is of: LIVE is said of a run under way and of nothing else. */
export type PictureMark = "live" | "paused" | "ended";

/** null while there is nothing to mark: no run, or one that has not started. `paused`: the reader stopped the picture. */
export function selectMark(state: RunState | null, paused: boolean): PictureMark | null {
  if (state === null || state.startedAt === null) return null;
  if (paused) return "paused";
  return isEnded(state) ? "ended" : "live";
}
