import { describe, expect, test } from "vitest";
import { computeEstimate } from "../../../lib/core/estimate/compute.ts";
import { toRecordedBasis } from "../../../lib/core/estimate/recorded-answers.ts";
import type { PinnedAnswers } from "../../../lib/core/run/spec.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const PINNED: PinnedAnswers = {
  model: "small-1",
  recordedAt: "2026-11-29",
  count: 40,
  note: null,
  timed: 40,
  mean: { latencyMs: 800, inputTokens: 120, outputTokens: 10 },
  paceMs: 500,
  atOnce: 4,
};
const PRICES = {
  currency: "USD",
  computePerHour: 0,
  perMillionInputTokens: 10,
  perMillionOutputTokens: 100,
  databasePerMillionItems: 0,
};

describe("[J1] before the first run, recorded answers say what items take", () => {
  test("tokens are their mean times the items, priced by the table, and the time is shared by the requests at once", () => {
    const spec = runSpec({ scenarios: [scenarioSpec("simple", 10), scenarioSpec("complex", 100)], prices: PRICES });
    const { scenarios, total, basis } = computeEstimate(spec, toRecordedBasis(PINNED, {}));
    expect(scenarios.map(({ likely }) => [likely?.inputTokens, likely?.outputTokens])).toEqual([
      [1_200, 100],
      [12_000, 1_000],
    ]);
    expect(scenarios[0]?.likelySeconds).toBeCloseTo(2);
    expect(total.likelyAmounts?.model).toBeCloseTo((13_200 * 10 + 1_100 * 100) / 1e6);
    expect(basis).toEqual({ runId: null, text: "No similar run yet: by the mean of 40 recorded answers." });
  });

  test.each([
    ["as recorded", PINNED, { pace: "recorded" as const }, 200],
    [
      "at a set pace",
      { ...PINNED, timed: 0, mean: { ...PINNED.mean, latencyMs: null } },
      { pace: "recorded" as const },
      125,
    ],
    ["half of them timed", { ...PINNED, timed: 20 }, { pace: "recorded" as const }, 162.5],
    ["at once", PINNED, { pace: "fast" as const }, 0.25],
  ])("a replay %s takes its own time", (_, pinned, { pace }, msPerItem) => {
    const basis = toRecordedBasis(pinned, { answers: { kind: "pinned", ...pinned, pace } });
    expect((basis?.samples[0]?.busyMs ?? 0) / 40).toBeCloseTo(msPerItem);
  });

  test("answers without their times and tokens say nothing about a live run, and cost no tokens in a replay", () => {
    const bare = { ...PINNED, timed: 0, mean: { latencyMs: null, inputTokens: null, outputTokens: null } };
    expect(toRecordedBasis(bare, {})).toBeNull();
    const replay = toRecordedBasis(bare, { answers: { kind: "pinned", ...bare, pace: "recorded" } });
    expect(replay?.samples[0]).toMatchObject({ inputTokens: 0, outputTokens: 0 });
  });

  test("a single recorded answer is one answer", () => {
    const one = toRecordedBasis({ ...PINNED, count: 1, timed: 1 }, {});
    expect(computeEstimate(runSpec({}), one).basis.text).toContain("1 recorded answer.");
  });
});
