"use client";
import { createContext, useContext, useEffect, useState, type RefObject } from "react";

/** The drawn size of the room's canvas. `unit`: a hundredth of its smaller side, in px. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly shape: CanvasShape;
};
/** wide: a projector; square: 4:3 and narrower; upright: a phone; flat: a phone on its side. */
export type CanvasShape = "wide" | "square" | "upright" | "flat";

const UNKNOWN: Canvas = { width: 1_280, height: 720, unit: 7.2, shape: "wide" };
export const CanvasContext = createContext<Canvas>(UNKNOWN);
export const useCanvas = (): Canvas => useContext(CanvasContext);

/** A screen whose smaller side is below this is held in a hand. */
const HAND_PX = 480;

export function toCanvas(width: number, height: number): Canvas {
  const smaller = Math.min(width, height);
  const ratio = width / height;
  const shape = ratio < 0.9 ? "upright" : smaller < HAND_PX && ratio > 1.5 ? "flat" : ratio < 1.5 ? "square" : "wide";
  return { width, height, unit: smaller / 100, shape };
}

/** Measures the element that a canvas fills. */
export function useCanvasOf(element: RefObject<HTMLElement | null>): Canvas {
  const [canvas, setCanvas] = useState(UNKNOWN);
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const watcher = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setCanvas(toCanvas(width, height));
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element]);
  return canvas;
}
