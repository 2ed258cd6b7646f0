import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createRandom } from "../../../lib/core/inputs/data.ts";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { toJudgementInput } from "../../../lib/core/judgement/to-input.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "../../../lib/core/judgement/input.ts";
import { RULES } from "../../../lib/core/judgement/text/rules.ts";
import { anyChaos, runChaos } from "../support/chaos.ts";
import { toInput } from "../support/growth-series.ts";
import { expectSound } from "../support/judgement-laws.ts";

vi.setConfig({ testTimeout: 60_000 });

const anyTime = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true }));
const anyQuality = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true }));

const anyRun: fc.Arbitrary<ScenarioRunFigures> = fc.record({
  status: fc.constantFrom("pending", "running", "paused", "complete", "failed", "cancelled"),
  failure: fc.constantFrom(
    null,
    { kind: "exception" as const, message: "connect ECONNREFUSED 127.0.0.1:5432" },
    { kind: "memory" as const, message: "" },
  ),
  attempt: fc.integer({ min: 1, max: 3 }),
  batchSize: fc.integer({ min: 1, max: 1_000 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
  distribution: fc.constantFrom("uniform", "skewed", "clustered"),
  targetQuality: fc.double({ min: 0, max: 1, noNaN: true }),
  errorTolerance: fc.double({ min: 0, max: 1, noNaN: true }),
  timeBudgetMs: fc.integer({ min: 1, max: 1e7 }),
  memoryLimitMb: fc.integer({ min: 1, max: 4_096 }),
  peakMemoryMb: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e5, noNaN: true })),
  busyMs: anyTime,
  inputTokens: fc.integer({ min: 0, max: 1e9 }),
  outputTokens: fc.integer({ min: 0, max: 1e9 }),
  faults: fc.constantFrom(
    [],
    [{ fault: "slow" as const, fromMs: 0, toMs: null }],
    [{ fault: "kill" as const, fromMs: 5, toMs: 5 }],
  ),
  itemErrors: fc.array(
    fc.record({ text: fc.constantFrom("It answered 400", "boom"), count: fc.integer({ min: 1, max: 9 }) }),
    { maxLength: 5 },
  ),
  batchFailures: fc.array(
    fc.record({
      fromItem: fc.integer({ min: 0, max: 50 }),
      toItem: fc.integer({ min: 51, max: 100 }),
      kind: fc.constantFrom("timeout", "exception", "memory", "validation"),
      message: fc.constantFrom("", "item 17 is not valid", "Fault button: this batch was made to fail."),
      tries: fc.integer({ min: 1, max: 4 }),
      atMs: anyTime,
      outcome: fc.constantFrom("open", "recovered", "lost"),
    }),
    { maxLength: 6 },
  ),
  stallLimitMs: fc.integer({ min: 1_000, max: 600_000 }),
  pauses: fc.constantFrom([], [{ fromMs: 10, toMs: 20 }], [{ fromMs: 10, toMs: null }]),
  endedAtMs: fc.oneof(fc.constant(null), anyTime),
  waitedMs: anyTime,
});

/** Arbitrary figures of a scenario, from a run or a file, plausible or not. */
const anyScenario = fc
  .record({
    items: fc.integer({ min: 1, max: 2_000 }),
    share: fc.constantFrom(0, 0.05, 0.5, 1),
    failedShare: fc.constantFrom(null, 0, 0.1, 1),
    elapsedMs: anyTime,
    workMs: anyTime,
    quality: anyQuality,
    points: fc.integer({ min: 0, max: 60 }),
    seed: fc.integer(),
    run: fc.oneof(fc.constant(null), anyRun),
  })
  .map(({ share, failedShare, points, seed, ...rest }): Omit<ScenarioFigures, "id" | "label"> => {
    const itemsDone = Math.floor(rest.items * share);
    const random = createRandom(seed);
    const places = Array.from({ length: points }, () => random()).toSorted((one, other) => one - other);
    return {
      ...rest,
      itemsDone,
      repeatsMs: [],
      itemsFailed: failedShare === null ? null : Math.floor(itemsDone * failedShare),
      points: places.map((place) => ({
        itemsDone: Math.ceil(place * itemsDone),
        workMs: place * rest.workMs * (0.8 + 0.4 * random()),
        atMs: place * rest.elapsedMs,
        quality: null,
      })),
    };
  });

test("[D10][I1] no figure of a judgement is NaN, infinite or out of bounds, for any input", () => {
  const anyInput = fc.record({
    scenarios: fc.array(anyScenario, { minLength: 1, maxLength: 6 }),
    isLive: fc.boolean(),
    capped: fc.boolean(),
    priced: fc.boolean(),
  });
  const prices = {
    currency: "EUR",
    computePerHour: 0.1,
    perMillionInputTokens: 1,
    perMillionOutputTokens: 5,
    databasePerMillionItems: 0,
  };
  fc.assert(
    fc.property(anyInput, ({ scenarios, isLive, capped, priced }) => {
      const named = scenarios.map((each, i) => ({ ...each, id: `s${i}`, label: `s${i}` }));
      const input = toInput(named, { isLive, capped, prices: priced ? prices : null });
      expectSound(judge(input), named.length);
    }),
    { numRuns: 300 },
  );
});

test("[D10] nor of a run, whichever scenarios failed and whenever", () => {
  fc.assert(
    fc.property(anyChaos, (chaos) => {
      const run = runChaos(chaos);
      if (run === null) throw new Error("the run never ends");
      expectSound(judge(toJudgementInput(run.state)), run.state.scenarios.length);
    }),
    { numRuns: 60 },
  );
});

test("[I5] every rule states its meaning, its formula and its source", () => {
  for (const [key, rule] of Object.entries(RULES)) {
    for (const text of [rule.title, rule.formula, ...(rule.source === null ? [] : [rule.source])])
      expect([key, text.length > 3]).toEqual([key, true]);
  }
});
