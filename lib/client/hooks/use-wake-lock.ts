"use client";
import { useEffect, useState } from "react";

export type WakeLockState = "held" | "missing" | "off";

/** Keeps the screen on while `wanted`; browsers drop the lock in the background and know none over plain HTTP ("missing"). */
export function useWakeLock(wanted: boolean): WakeLockState {
  const [state, setState] = useState<WakeLockState>("off");
  useEffect(() => {
    if (!wanted) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const request = async () => {
      if (document.visibilityState !== "visible") return;
      if (!("wakeLock" in navigator)) return setState("missing");
      try {
        lock = await navigator.wakeLock.request("screen");
        if (over) await lock.release();
        else setState("held");
      } catch {
        // refused by the browser, such as on low battery: said on screen, and asked again on coming back
        setState("missing");
      }
    };
    const onVisible = () => void request();
    void request();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
      setState("off");
    };
  }, [wanted]);
  return state;
}
