export type TimelineGeometry = {
  readonly fontPx: number;
  readonly axisHeight: number;
  readonly barHeight: number;
  /** middle of the bar within its row, 0–1 */
  readonly barAt: number;
  /** space below the rows for release labels */
  readonly noteHeight: number;
};

/** Positions on the drawn plot. */
export type TimelineFrame = {
  x: (ms: number) => number;
  plot: { x: number; y: number; width: number; height: number };
  rowHeight: number;
  geometry: TimelineGeometry;
  /** fills of a hold and of a fault; another chart's may be hidden, and would paint nothing */
  fills: { hold: string; fault: string };
};

export function barTopOf(rowIndex: number, { plot, rowHeight, geometry }: TimelineFrame): number {
  return plot.y + (rowIndex + geometry.barAt) * rowHeight - geometry.barHeight / 2;
}
