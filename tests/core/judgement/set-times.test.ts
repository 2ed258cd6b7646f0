import { describe, expect, test } from "vitest";
import { selectCaption } from "../../../lib/core/words/captions.ts";
import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import type { Judgement } from "../../../lib/core/run/judgement.ts";
import type { RunAnswers, RunSpec } from "../../../lib/core/run/spec.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { describeResult } from "../../../lib/core/judgement/text/result-sentence.ts";
import { playPaced } from "../support/paced-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";
import { playVariants, type PlantedVariant } from "../support/variants-run.ts";

const PINNED = {
  kind: "pinned",
  model: "m",
  recordedAt: "2026-11-29",
  count: 72,
  note: null,
  timed: 72,
  mean: { latencyMs: 500, inputTokens: null, outputTokens: null },
  paceMs: 500,
  atOnce: 1,
  pace: "recorded",
} as const;
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
  const sentences = [0, 72].map((timed) => {
    const answers = { ...PINNED, timed };
    const state = playPaced({ spec: runSpec({ scenarios, answers }), itemMs: () => 500 });
    return describeResult(state, computeResults(state))
      .map(({ text }) => text)
      .join("");
  });
  expect(sentences[0]).toContain("Answers came at a set pace");
  expect(sentences[1]).not.toContain("set pace");
});

describe("variants whose answers are replayed", () => {
  const slower = [
    { id: "a", wrong: 0.05, slowness: 1, tokens: 500 },
    { id: "b", wrong: 0.05, slowness: 1.5, tokens: 500 },
  ];
  const judgeVariants = (
    answers: RunAnswers | null,
    planted: readonly PlantedVariant[],
    over: Partial<RunSpec> = {},
  ) => {
    const { state, items } = playVariants(planted);
    return computeResults({ ...state, spec: { ...state.spec, ...over, answers } }, items).judgement;
  };
  const measuresOf = ({ comparison }: Judgement) =>
    Object.fromEntries((comparison?.measures ?? []).map((measure) => [measure.id, measure]));
  const withoutTokens = slower.map(({ tokens: _, ...each }) => each);

  test("[A14] [M6] at a set pace are compared by neither time nor what it costs", () => {
    const judgement = judgeVariants({ ...PINNED, pace: "fast" }, withoutTokens);
    const { time, cost } = measuresOf(judgement);
    expect([time, cost].map((measure) => measure?.statement.text)).toEqual([
      "Time is not compared: answers were replayed at a set pace.",
      "Cost is not compared: answers were replayed at a set pace.",
    ]);
    expect(judgement.headline.text).toBe("No clear difference between a and b in quality.");
    expect(judgement.recommendation).toMatchObject({
      scenarioId: null,
      statement: { text: "Use either of a and b: no clear difference in what was measured." },
    });
    expect(JSON.stringify([judgement.headline, judgement.recommendation])).not.toMatch(/fast|\bms\b|as much/);
  });

  test("[A14] [M6] in the times of the model are compared by them", () => {
    expect(judgeVariants(PINNED, withoutTokens).recommendation.scenarioId).toBe("a");
  });

  test("[A14] [M6] at a set pace cost their tokens, without the time of the computer", () => {
    const prices = {
      currency: "EUR",
      perMillionInputTokens: 1_000,
      perMillionOutputTokens: 1_000,
      computePerHour: 1_000_000,
      databasePerMillionItems: 0,
    };
    const { cost } = measuresOf(judgeVariants({ ...PINNED, pace: "fast" }, slower, { prices }));
    expect(cost?.leaders).toHaveLength(2);
    expect(cost?.statement.text).toMatch(/Compute time is left out: answers were replayed at a set pace\.$/);
    expect(measuresOf(judgeVariants(null, slower, { prices }))["cost"]?.leaders).toEqual(["a"]);
  });
});

test("[M6] while answers come at a set pace the room reads no time of an item", () => {
  const scenarios = ["a", "b"].map((id) => scenarioSpec(id, 200, { options: { id } }));
  const captionOf = (timed: number) => {
    const spec = runSpec({ sync: "free-running", scenarios, answers: { ...PINNED, timed } });
    return selectCaption(playPaced({ spec, itemMs: () => 50 }, 5_000), 5_000);
  };
  expect(captionOf(72)).toMatch(/^So far every variant takes about 50 ms/);
  expect(captionOf(0)).not.toMatch(/so far/i);
});
