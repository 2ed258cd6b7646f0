import type { RunAnswers, RunSpec } from "../run/spec.ts";
import { formatCount, formatDuration } from "./format.ts";

/** Where the answers of a run come from: "Replays 72 recorded answers of llama3 (2026-11-29)." with what that means for times and tokens. */
export function describeAnswers(answers: RunAnswers): string {
  const { count, model, recordedAt } = answers;
  const what = count === 1 ? "1 recorded answer" : `${formatCount(count)} recorded answers`;
  return `Replays ${what} of ${model} (${recordedAt}); the model is not asked again. ${describeTimes(answers)} ${describeTokens(answers)}`;
}

/** Whether the times of a run are those of the model. */
export function areTimesRecorded({ count, timed, pace }: RunAnswers): boolean {
  return pace === "recorded" && timed === count;
}

/** Whether the times of a run are no measurement: recorded answers are replayed at a set pace. */
export function areTimesSet({ answers }: Pick<RunSpec, "answers">): boolean {
  return answers != null && !areTimesRecorded(answers);
}

function describeTimes(answers: RunAnswers): string {
  const { pace, timed, paceMs } = answers;
  if (areTimesRecorded(answers)) return "Each takes as long as it took then.";
  if (pace === "fast") return "They come at once, so times say nothing about the model.";
  const which = timed === 0 ? "Times were not recorded: each takes" : "Some were recorded without a time and take";
  return `${which} a set ${formatDuration(paceMs)}, which says nothing about the model.`;
}

function describeTokens({ mean }: RunAnswers): string {
  return mean.inputTokens === null && mean.outputTokens === null
    ? "Tokens were not recorded."
    : "Tokens and their cost are those of the recording, not spent again.";
}
