import { describe, expect, test } from "vitest";
import type { RunAnswers } from "../../../lib/core/run/spec.ts";
import { areTimesRecorded, describeAnswers } from "../../../lib/core/words/describe-answers.ts";

const ANSWERS: RunAnswers = {
  kind: "pinned",
  model: "small-1",
  recordedAt: "2026-11-29",
  count: 72,
  note: null,
  timed: 72,
  mean: { latencyMs: 800, inputTokens: 120, outputTokens: null },
  paceMs: 500,
  atOnce: 4,
  pace: "recorded",
};
const BARE = { timed: 0, mean: { latencyMs: null, inputTokens: null, outputTokens: null } };

describe("[M6] a run that replays answers says whose they are, and whether times and tokens are the model's", () => {
  test.each([
    [
      {},
      "Replays 72 recorded answers of small-1 (2026-11-29); the model is not asked again. Each takes as long as it took then. Tokens and their cost are those of the recording, not spent again.",
    ],
    [
      BARE,
      "Replays 72 recorded answers of small-1 (2026-11-29); the model is not asked again. Times were not recorded: each takes a set 500 ms, which says nothing about the model. Tokens were not recorded.",
    ],
    [
      { count: 1, timed: 1, pace: "fast" as const },
      "Replays 1 recorded answer of small-1 (2026-11-29); the model is not asked again. They come at once, so times say nothing about the model. Tokens and their cost are those of the recording, not spent again.",
    ],
    [
      { timed: 70 },
      "Replays 72 recorded answers of small-1 (2026-11-29); the model is not asked again. Some were recorded without a time and take a set 500 ms, which says nothing about the model. Tokens and their cost are those of the recording, not spent again.",
    ],
  ])("%o", (change, text) => {
    expect(describeAnswers({ ...ANSWERS, ...change })).toBe(text);
  });

  test("times are the model's only when all were recorded and are replayed", () => {
    expect([{}, BARE, { pace: "fast" as const }].map((change) => areTimesRecorded({ ...ANSWERS, ...change }))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
