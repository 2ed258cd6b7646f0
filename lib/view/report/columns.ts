import type { ScenarioFigures } from "../../core/judgement/input.ts";

/** A column of the table of sizes. */
export type Column = { readonly head: string; readonly cell: (size: MeasuredSize) => string };

export type MeasuredSize = {
  readonly scenario: ScenarioFigures;
  readonly timeMs: number | null;
  /** the time is projected from a part of the items */
  readonly isProjected: boolean;
  /** why it does not count; null when it does */
  readonly excluded: string | null;
};
