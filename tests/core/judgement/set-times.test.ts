import { expect, test } from "vitest";
import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { describeResult } from "../../../lib/core/judgement/text/result-sentence.ts";
import { playPaced } from "../support/paced-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

const SCENARIOS = [10, 30, 90, 270].map((items) => toFigures(`size-${items}`, items, items * 500));

test("[M6] times of answers that were replayed at a set pace give no growth, with the advice to measure the model", () => {
  expect(judge(toInput(SCENARIOS)).growth.growthClass).toBe("n");
  const { growth } = judge(toInput(SCENARIOS, { areTimesSet: true }));
  expect([growth.kind, growth.growthClass, growth.power]).toEqual(["unclear", null, null]);
  expect(growth.statement.text).toContain("replayed at a set pace");
  expect(growth.advice).toMatchObject({ text: expect.stringContaining("live answers") });
  expect(growth.excluded.map(({ reason }) => reason)).toEqual(["set-times", "set-times", "set-times", "set-times"]);
});

test("[M6] nor do they say what an item takes or how many a worker sustains; quality counts", () => {
  const scenarios = [10, 30, 90].map((items) =>
    runFigures(`size-${items}`, items, { workMs: items * 500, quality: 0.9 }),
  );
  const measured = judge(toInput(scenarios));
  const { recommendation, comparative, ranks, efficiency } = judge(toInput(scenarios, { areTimesSet: true }));
  expect([measured.recommendation.production === null, recommendation.production]).toEqual([false, null]);
  const said = JSON.stringify([recommendation, comparative, efficiency]);
  expect(said).toContain("its pace was set");
  expect(JSON.stringify(comparative)).not.toMatch(/per item stays within limits/i);
  expect(ranks.map(({ rank }) => rank)).toEqual(["excellent", "excellent", "excellent"]);
});

test("[M6] a run that replays at a set pace says so in its sentence; with the model's times it does not", () => {
  const scenarios = [scenarioSpec("simple", 12), scenarioSpec("medium", 24), scenarioSpec("complex", 72)];
  const mean = { latencyMs: 500, inputTokens: null, outputTokens: null };
  const pinned = {
    kind: "pinned",
    model: "m",
    recordedAt: "2026-11-29",
    count: 72,
    note: null,
    mean,
    paceMs: 500,
    atOnce: 1,
  } as const;
  const sentences = [0, 72].map((timed) => {
    const answers = { ...pinned, timed, pace: "recorded" } as const;
    const state = playPaced({ spec: runSpec({ scenarios, answers }), itemMs: () => 500 });
    return describeResult(state, computeResults(state))
      .map(({ text }) => text)
      .join("");
  });
  expect(sentences[0]).toContain("Answers came at a set pace");
  expect(sentences[1]).not.toContain("set pace");
});
