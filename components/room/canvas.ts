"use client";
import { createContext, useContext, useLayoutEffect, useState, type RefObject } from "react";

export type RoomPlace = "projector" | "phone";
/** wide: a projector; square: 4:3 and narrower; upright: a phone; flat: a phone on its side. */
export type CanvasShape = "wide" | "square" | "upright" | "flat";

/** The drawn size of the room's canvas. `unit`: a hundredth of its smaller side, in px. */
export type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly shape: CanvasShape;
};

/** Columns of a shape in units: the margin, the names and the figures; the time axis has the rest. */
const COLUMNS: { readonly [shape in CanvasShape]: { pad: number; name: number; figure: number } } = {
  wide: { pad: 5.2, name: 29, figure: 22 },
  square: { pad: 5.2, name: 27, figure: 19 },
  flat: { pad: 5.2, name: 36, figure: 21 },
  upright: { pad: 5.2, name: 0, figure: 0 },
};

const UNKNOWN: Canvas = { width: 1_280, height: 720, unit: 7.2, shape: "wide" };
export const CanvasContext = createContext<Canvas>(UNKNOWN);
export const useCanvas = (): Canvas => useContext(CanvasContext);

/** A preview of the projector is as small as a phone, and yet the projector's picture. */
export function toCanvas(width: number, height: number, place: RoomPlace): Canvas {
  const ratio = width / height;
  const shape = ratio < 0.9 ? "upright" : ratio < 1.5 ? "square" : place === "phone" ? "flat" : "wide";
  return { width, height, unit: Math.min(width, height) / 100, shape };
}

export const columnsOf = ({ shape }: Pick<Canvas, "shape">) => COLUMNS[shape];

/** Length of the time axis, in units. */
export function plotUnits(canvas: Canvas): number {
  const { pad, name, figure } = columnsOf(canvas);
  return canvas.width / canvas.unit - 2 * pad - name - figure;
}

/** Measures the element that a canvas fills; before the first paint, so that nothing jumps. */
export function useCanvasOf(element: RefObject<HTMLElement | null>, place: RoomPlace): Canvas {
  const [canvas, setCanvas] = useState(UNKNOWN);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => {
      const { clientWidth, clientHeight } = current;
      if (clientWidth > 0 && clientHeight > 0) setCanvas(toCanvas(clientWidth, clientHeight, place));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element, place]);
  return canvas;
}
