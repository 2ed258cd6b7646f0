import type { Interval } from "../../run/judgement.ts";
import type { ScenarioFigures } from "../input.ts";
import type { VariantItems } from "./variant-items.ts";

/** A variant that counts; `items` null: its results are not at hand, as before the end of a run. */
export type Comparable = { readonly scenario: ScenarioFigures; readonly items: VariantItems | null };

/** A measure of all variants, by their position. */
export type Compared = {
  /** items that all variants finished */
  readonly items: number;
  readonly values: readonly Interval[];
  /** the first against the second; null when undefined */
  readonly compare: (first: number, second: number) => Interval | null;
  readonly isBeyond: (difference: Interval) => boolean;
};
