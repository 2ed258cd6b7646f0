"use client";
import { useEffect, useState } from "react";

export type WakeLockState = "held" | "missing" | "off";

/** Keeps the screen on while `wanted`; browsers drop the lock in the background, and offer none over plain HTTP ("missing"). */
export function useWakeLock(wanted: boolean): WakeLockState {
  const [state, setState] = useState<WakeLockState>("off");
  useEffect(() => {
    if (!wanted) return;
    let lock: WakeLockSentinel | null = null;
    let released = false;
    const request = async () => {
      if (document.visibilityState !== "visible") return;
      if (!("wakeLock" in navigator)) return setState("missing");
      try {
        lock = await navigator.wakeLock.request("screen");
        if (released) await lock.release();
        else setState("held");
      } catch {
        // refused by the browser, e.g. on low battery: shown on screen, and requested again when the page returns
        setState("missing");
      }
    };
    const onVisible = () => void request();
    void request();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      released = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
      setState("off");
    };
  }, [wanted]);
  return state;
}
