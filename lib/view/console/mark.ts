import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";

/** The badge of a picture; only a run in progress is LIVE. */
export type PictureMark = "live" | "paused" | "ended";

/** null without a run, or before it has started. `paused`: the viewer stopped the picture. */
export function selectMark(state: RunState | null, paused: boolean): PictureMark | null {
  if (state === null || state.startedAt === null) return null;
  if (paused) return "paused";
  return isRunOver(state.status) ? "ended" : "live";
}
