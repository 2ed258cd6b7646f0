import type { Growth } from "../../core/run/judgement.ts";

export type GrowthScale = "linear" | "log";
type Axis = { readonly domain: readonly [number, number]; readonly ticks: readonly number[] };
export type GrowthAxes = { readonly scale: GrowthScale; readonly xAxis: Axis; readonly yAxis: Axis };

/** The name of a growth beside its curve: "linear", or a base with its power raised, and a note below it. */
export type CurveLabel = { readonly text: string; readonly power: string | null; readonly note: string };

export type GrowthPlace = { readonly items: number; readonly ms: number };
export type ScenarioMark = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly items: number;
};
export type GrowthPoint = ScenarioMark &
  GrowthPlace & {
    /** all its items are done; else the time is projected from the pace so far */
    readonly isWhole: boolean;
  };
/** A size that does not count towards growth. */
export type ExcludedPoint = ScenarioMark & {
  /** null: its time is unknown */
  readonly ms: number | null;
  /** what the other sizes predict */
  readonly expectedMs: number | null;
  /** why it does not count: "outlier", "88 % failed" */
  readonly reason: string;
};

/** Everything that the growth chart draws. */
export type GrowthModel = {
  readonly kind: Growth["kind"];
  readonly tone: Growth["statement"]["tone"];
  /** the times that count, smallest size first */
  readonly points: readonly GrowthPoint[];
  readonly excluded: readonly ExcludedPoint[];
  /** between neighbouring sizes: the exponent of the growth; empty where the exponents would suggest another growth */
  readonly steps: readonly { readonly from: GrowthPlace; readonly to: GrowthPlace; readonly exponent: number }[];
  /** curve: the growth that is certain · smooth: through the times, in their order · thin: the times joined, no growth suggested */
  readonly line: "curve" | "smooth" | "thin";
  readonly measuredCurve: readonly GrowthPlace[];
  /** bounds of the measured curve; empty when it has none */
  readonly band: readonly { readonly items: number; readonly lowMs: number; readonly highMs: number }[];
  /** beyond the largest measured size */
  readonly projectedCurve: readonly GrowthPlace[];
  readonly curveLabel: CurveLabel | null;
  /** a line to compare with; null where it would mislead */
  readonly comparison: { readonly label: string; readonly places: readonly GrowthPlace[] } | null;
  /** the time that every size takes, part of each time; `name` without the time */
  readonly fixedCost: { readonly ms: number; readonly label: string; readonly name: string } | null;
  /** what a size counts, at the end of its axis */
  readonly unit: string;
  /** the fastest of falling times */
  readonly best: (GrowthPlace & { readonly label: string; readonly shortLabel: string }) | null;
  readonly knee: { readonly items: number } | null;
  readonly asked: {
    readonly items: number;
    readonly ms: number | null;
    readonly lowMs: number;
    readonly highMs: number;
  } | null;
} & GrowthAxes;
