/** What a judge says of one item. */
export type JudgeAnswer = {
  /** one of the verdicts that the judge may give */
  readonly verdict: string;
  /** 0–1; what it means is the judge's `scale` */
  readonly score: number;
  readonly reason: string;
};

/** Who judges, and what was asked: shown wherever the judge's answers count. */
export type JudgeProvenance = {
  readonly judge: string;
  /** a day, ISO 8601 */
  readonly recordedAt: string;
  readonly question: string;
  /** what a score of 0 and of 1 means */
  readonly scale: string;
};

/** Somebody who looks at what a skill made of an item. */
export type Judge<Item, Output> = {
  readonly provenance: JudgeProvenance;
  /** null: it has nothing to say of this item, which then counts in no metric */
  judge(item: Item, output: Output): JudgeAnswer | null | Promise<JudgeAnswer | null>;
};
