"use client";
import { useEffect, useState } from "react";

const EVERY_MS = 3_000;

/** Round-trip time to the hub in ms, sampled every 3 s; null without a connection. */
export function useLatency(measure: () => Promise<number | null>, connected: boolean): number | null {
  const [latencyMs, setLatencyMs] = useState<number | null>(null);
  useEffect(() => {
    if (!connected) return;
    let live = true;
    const ask = () =>
      void measure().then((ms) => {
        if (live) setLatencyMs(ms);
      });
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      live = false;
      clearInterval(timer);
    };
  }, [measure, connected]);
  return connected ? latencyMs : null;
}
