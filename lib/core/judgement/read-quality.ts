import type { ComparativeMetric } from "../run/judgement.ts";
import { QUALITY_HELD_WITHIN } from "./figures.ts";

/** What became of the quality from the smallest size to the largest. */
export type QualityCourse = "unknown" | "drops" | "drops-within-limits" | "rises" | "varies" | "holds";

type Metric = Pick<ComparativeMetric, "verdict">;
type Ends = { readonly smallest: number | null; readonly largest: number | null };

/** Quality holds within .05; beyond that a drop is acceptable while both metrics pass. */
export function readQuality(
  scaling: Metric | undefined,
  deviation: Metric | undefined,
  { smallest, largest }: Ends,
): QualityCourse {
  if (scaling === undefined || scaling.verdict === "unknown" || smallest === null || largest === null) return "unknown";
  if (scaling.verdict === "fail") return "drops";
  const [isSteady, rise] = [deviation?.verdict !== "fail", largest - smallest];
  if (rise > QUALITY_HELD_WITHIN) return "rises";
  if (rise < -QUALITY_HELD_WITHIN) return isSteady ? "drops-within-limits" : "drops";
  return isSteady ? "holds" : "varies";
}
