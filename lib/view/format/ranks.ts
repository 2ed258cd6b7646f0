import type { QualityRank } from "../../core/run/judgement.ts";

export const RANK_WORDS: { readonly [rank in QualityRank]: string } = {
  excellent: "excellent",
  good: "good",
  basic: "basic",
  below: "below basic",
};
