/** A judge's answer for one item. */
export type JudgeAnswer = {
  /** one of the judge's verdicts */
  readonly verdict: string;
  /** 0–1, on the judge's `scale` */
  readonly score: number;
  readonly reason: string;
};

/** Who judged, and the question asked; shown wherever the answers are used. */
export type JudgeProvenance = {
  readonly judge: string;
  /** ISO 8601 date */
  readonly recordedAt: string;
  readonly question: string;
  /** the meaning of the scores 0 and 1 */
  readonly scale: string;
};

/** LLM-as-judge: evaluates a skill's output for an item. The judge may also be a person. */
export type Judge<Item, Output> = {
  readonly provenance: JudgeProvenance;
  /** null: no answer for this item, which then counts in no metric */
  judge(item: Item, output: Output): JudgeAnswer | null | Promise<JudgeAnswer | null>;
};
