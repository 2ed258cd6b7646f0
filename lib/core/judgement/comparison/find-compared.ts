import type { ComparedMeasure, Judgement } from "../../run/judgement.ts";

/** A variant's value of a measure in the comparison; null where it was not compared, or the scenarios are sizes. */
export function findCompared(
  comparison: Judgement["comparison"],
  measureId: ComparedMeasure["id"],
  scenarioId: string,
): number | null {
  const values = comparison?.measures.find(({ id }) => id === measureId)?.values ?? [];
  return values.find((each) => each.scenarioId === scenarioId)?.value ?? null;
}
