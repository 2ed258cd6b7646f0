import type { GrowthClass, Statement } from "../../run/judgement.ts";

type Words = { readonly text: string; readonly tone: Statement["tone"] };

/** What a class is called, after "time growth is". */
export const CLASS_WORDS: { readonly [growthClass in GrowthClass]: Words } = {
  "1": { text: "constant: the size does not matter", tone: "good" },
  "log n": { text: "logarithmic, like log n", tone: "good" },
  n: { text: "linear", tone: "good" },
  "n log n": { text: "a little more than linear, like n log n", tone: "neutral" },
  "n²": { text: "quadratic, like n²", tone: "bad" },
  "n³": { text: "cubic, like n³", tone: "bad" },
};

/** What a class says of time, as a clause. */
export const CLASS_ADVERBS: { readonly [growthClass in GrowthClass]: Words } = {
  "1": { text: "time does not grow with the size", tone: "good" },
  "log n": { text: "time hardly grows with the size (log n)", tone: "good" },
  n: { text: "time grows linearly", tone: "good" },
  "n log n": { text: "time grows a little more than linearly (n log n)", tone: "neutral" },
  "n²": { text: "time grows quadratically (n²)", tone: "bad" },
  "n³": { text: "time grows cubically (n³)", tone: "bad" },
};

/** What a power between two sizes is called. */
export function wordExponent(exponent: number): string {
  if (exponent < -0.25) return "falling";
  if (exponent < 0.25) return "constant";
  if (exponent < 0.75) return "sublinear";
  if (exponent < 1.25) return "linear";
  if (exponent < 1.75) return "superlinear";
  if (exponent < 2.25) return "quadratic";
  if (exponent < 2.75) return "more than quadratic";
  return exponent < 3.25 ? "cubic" : "more than cubic";
}
