"use client";
import { useState } from "react";
import type { LiveView } from "../stream/live-view.ts";

/** One moment of a run as a page shows it. */
export type Picture = { readonly view: LiveView | null; readonly nowMs: number };

/** Lets a viewer freeze the picture and return to live; the run and the connection continue meanwhile. */
export function usePausedPicture(present: Picture): {
  readonly shown: Picture;
  readonly paused: boolean;
  readonly toggle: () => void;
} {
  const [kept, setKept] = useState<Picture | null>(null);
  return { shown: kept ?? present, paused: kept !== null, toggle: () => setKept(kept === null ? present : null) };
}
