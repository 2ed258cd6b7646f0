/** A fixed size in px, for paper; without one a chart fills its parent. */
export type ChartSize = { readonly width: number; readonly height: number };

export const PAPER_FONT_PX = 11;

const FILL = { responsive: true, style: { width: "100%", height: "100%" } } as const;

export function fitChart(size: ChartSize | undefined) {
  return size ?? FILL;
}
