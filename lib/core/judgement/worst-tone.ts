import type { Statement } from "../run/judgement.ts";

type Tone = Statement["tone"];

/** Worst first: bad stays bad beside a doubt, and beside a doubt nothing is good or settled. */
const WORST_FIRST: readonly Tone[] = ["bad", "unsure", "neutral", "good"];

/** The tone of a whole is that of its worst part. */
export function worstTone(tones: readonly Tone[]): Tone {
  return WORST_FIRST.find((tone) => tones.includes(tone)) ?? "neutral";
}
