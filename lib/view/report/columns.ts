import type { ScenarioFigures } from "../../core/judgement/input.ts";

/** A column of the table of sizes. */
export type Column = { readonly head: string; readonly cell: (size: MeasuredSize) => string };

export type MeasuredSize = {
  readonly scenario: ScenarioFigures;
  /** of all items, as growth counts it, or as measured for a size that does not count; null when there is none */
  readonly timeMs: number | null;
  /** the time as printed: measured, and where items are missing projected to all of them */
  readonly printedMs: number | null;
  /** it counts, or is an outlier: its time is that of all its items */
  readonly isTimed: boolean;
  /** the time is projected from a part of the items */
  readonly isProjected: boolean;
  /** why it does not count; null when it does */
  readonly excluded: string | null;
};
