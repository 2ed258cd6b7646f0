"use client";
import { useState } from "react";
import type { LiveView } from "../stream/live-view.ts";

/** One moment of a run as a page shows it. */
export type Picture = { readonly view: LiveView | null; readonly nowMs: number };

/** Lets a reader stop the moving picture and come back to the present; the run and the connection go on meanwhile. */
export function usePausedPicture(present: Picture): {
  readonly shown: Picture;
  readonly paused: boolean;
  readonly toggle: () => void;
} {
  const [kept, setKept] = useState<Picture | null>(null);
  return { shown: kept ?? present, paused: kept !== null, toggle: () => setKept(kept === null ? present : null) };
}
