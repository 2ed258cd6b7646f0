import { describeResult } from "../../core/judgement/text/result-sentence.ts";
import type { RunState } from "../../core/run/state.ts";
import { selectCaption } from "../../core/words/captions.ts";

/** G17. What the rules say below the picture: the latest turn or the comparison so far, and at the end the result's own sentence. */
export function selectRoomCaption(state: RunState, nowMs: number): string {
  const { finishedAt, results } = state;
  if (finishedAt === null || results === null) return selectCaption(state, nowMs);
  return describeResult(state, results)
    .map(({ text }) => text)
    .join("");
}
