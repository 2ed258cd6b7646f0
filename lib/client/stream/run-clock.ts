"use client";
import { useEffect, useState } from "react";
import type { LiveView } from "./live-view.ts";
import { computeRunNowMs } from "./live-view.ts";

/** The current run time; renders every `everyMs` while it advances. */
export function useRunClock(view: LiveView | null, connected: boolean, everyMs: number): number {
  const [nowMs, setNowMs] = useState(0);
  const moving =
    view?.state != null &&
    view.state.startedAt !== null &&
    view.state.finishedAt === null &&
    connected &&
    view.live.runner === "alive";
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => setNowMs(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [moving, everyMs]);
  return view ? computeRunNowMs(view, nowMs, connected) : 0;
}
