import type { PinnedAnswers } from "../run/spec.ts";
import type { RunSpec } from "../run/spec.ts";
import type { EstimateBasis } from "./basis.ts";

/** What an answer takes that is replayed at once. */
const FAST_MS = 1;

/**
 * What items of a model take by its kept answers: their mean tokens, and their mean time divided by the requests at once. Null
 * when a live run is planned and no answer has its time.
 */
export function toRecordedBasis(
  pinned: PinnedAnswers,
  { answers = null }: Pick<RunSpec, "answers">,
): EstimateBasis | null {
  const { count, mean, atOnce } = pinned;
  const msPerAnswer = answers === null ? mean.latencyMs : computeReplayMs(pinned, answers.pace);
  if (msPerAnswer === null || !(msPerAnswer > 0)) return null;
  const busyMs = (count * msPerAnswer) / atOnce;
  const tokens = { inputTokens: count * (mean.inputTokens ?? 0), outputTokens: count * (mean.outputTokens ?? 0) };
  return {
    runId: null,
    finishedAt: null,
    recordedAnswers: count,
    differences: [],
    growthClass: null,
    samples: [{ items: count, busyMs, warmUpMs: 0, elapsedMs: busyMs, concurrency: 1, ...tokens }],
  };
}

function computeReplayMs({ count, timed, mean, paceMs }: PinnedAnswers, pace: "recorded" | "fast"): number {
  if (pace === "fast") return FAST_MS;
  return ((mean.latencyMs ?? 0) * timed + paceMs * (count - timed)) / count;
}
