"use client";
import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "triptych:setting";

/** A setting kept in this browser's local storage. */
export function useSetting(name: string, initial: string): readonly [string, (value: string) => void] {
  const key = `triptych.${name}`;
  const subscribe = useCallback((onChange: () => void) => {
    window.addEventListener("storage", onChange);
    window.addEventListener(CHANGED, onChange);
    return () => {
      window.removeEventListener("storage", onChange);
      window.removeEventListener(CHANGED, onChange);
    };
  }, []);
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) ?? initial,
    () => initial,
  );
  const set = useCallback(
    (next: string) => {
      localStorage.setItem(key, next);
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [value, set];
}
