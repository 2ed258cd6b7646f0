"use client";
import { useState } from "react";
import type { RunState } from "../../core/run/state.ts";
import type { Frozen } from "../../core/stage/programme.ts";

/** The console's own frames come at least this often while a run moves. */
const LATE_MS = 1_500;

/** The run as the room sees it: the present one, or as it was when the picture froze; null if this page was opened after that. */
export function useFrozenState(state: RunState | null, frozen: Frozen | null): RunState | null {
  const [kept, setKept] = useState<{ readonly seq: number; readonly state: RunState } | null>(null);
  if (frozen === null) return state;
  if (kept?.seq === frozen.seq) return kept.state.atMs > frozen.runAtMs + LATE_MS ? null : kept.state;
  if (state !== null) setKept({ seq: frozen.seq, state });
  return state;
}
