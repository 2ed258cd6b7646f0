import type { Box } from "../charts/place-labels.ts";

/** Scales in pixels, and the font size. */
export type GrowthFrame = {
  readonly x: (items: number) => number;
  readonly y: (ms: number) => number;
  readonly plot: Box;
  readonly fontPx: number;
};
