import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeEta } from "../../../lib/core/pace/eta.ts";
import { projectFinishes } from "../../../lib/core/pace/projection.ts";
import { simulateRun } from "../../../lib/core/pace/simulate.ts";
import { computeProcessors, projectFromSmaller } from "../../../lib/core/pace/project-active.ts";
import { computeUsableWorkers } from "../../../lib/core/pace/usable-workers.ts";
import { UNSHARED, shareEvenly } from "../../../lib/core/pace/processor-share.ts";
import { computePace } from "../../../lib/core/pace/pace.ts";
import { scoreProjection, scoreProjections } from "../../../lib/core/judgement/projection-score.ts";
import type { RunState, ScenarioState } from "../../../lib/core/run/state.ts";
import { BenchRun } from "../support/bench-run.ts";
import { createNoise, playPaced } from "../support/paced-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const SIZES = [100, 300, 800];
const IDS = ["simple", "medium", "complex"];
const BUSY_MS = 40;

function freeSpec(concurrency = [1, 1, 4]) {
  const scenarios = IDS.map((id, i) => scenarioSpec(id, SIZES[i] ?? 0, { concurrency: concurrency[i] ?? 1 }));
  return runSpec({ sync: "free-running", scenarios });
}

function elapsedOf(state: RunState, id: string): number {
  return state.scenarios.find((scenario) => scenario.id === id)?.totals.elapsedMs ?? Number.NaN;
}

/** Failed after 6 s with 20 items kept; 2 s later it has 40. */
function tryAgain(scenario: ScenarioState): ScenarioState {
  const at = (itemsDone: number, ms: number) => ({
    ...scenario.points[0]!,
    itemsDone,
    atMs: ms,
    elapsedMs: ms,
    busyMs: ms,
  });
  const points = [5, 10, 15, 20].map((done) => at(done, done * 100));
  const totals = { ...scenario.totals, itemsDone: 40, itemsOk: 40, elapsedMs: 8_000, busyMs: 8_000 };
  const later = [at(25, 6_500), at(30, 7_000), at(35, 7_500), at(40, 8_000)];
  return { ...scenario, attempt: 2, earlierElapsedMs: 6_000, totals, points: [...points, ...later] };
}

/** The run time at which a scenario has 30 % of its items. */
function momentAt30(state: RunState, id: string): number {
  const scenario = state.scenarios.find((each) => each.id === id);
  const items = SIZES[IDS.indexOf(id)] ?? 0;
  return scenario?.points.find((point) => point.itemsDone >= items * 0.3)?.atMs ?? Number.NaN;
}

describe("[B10] the ETA", () => {
  test("[D4] after a new attempt uses that attempt's pace", () => {
    const spec = runSpec({ sync: "free-running", scenarios: [scenarioSpec("simple", 100, { concurrency: 1 })] });
    const state = playPaced({ spec, itemMs: () => 100 }, 6_000);
    const again = { ...state, scenarios: state.scenarios.map(tryAgain) };
    // 20 items of the second attempt took 2 s, 60 are left; the first took 6 s for 60, 20 of which are kept
    expect(computePace(again, again.scenarios[0]!, 8_000)?.elapsedMsPerItem).toBeCloseTo(100);
    expect(computeEta(again, "simple", 8_000)?.remainingMs).toBeCloseTo(6_000, -2);
  });

  test("of a linear skill at 30 % is within 20 % in at least 90 % of 50 noisy runs with a slow start", () => {
    let near = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      const noise = createNoise(seed, 0.3);
      const times = new Map<string, number>();
      // each item's time is drawn once; the first five take four times as long
      const itemMs = (id: string, index: number): number => {
        const key = `${id} ${index}`;
        const known = times.get(key) ?? BUSY_MS * noise() * (index < 5 ? 4 : 1);
        times.set(key, known);
        return known;
      };
      const run = { spec: freeSpec(), itemMs };
      const ended = playPaced(run);
      const offs = IDS.map((id) => {
        const atMs = Math.ceil(momentAt30(ended, id) / 100) * 100;
        const eta = computeEta(playPaced(run, atMs), id, atMs);
        const leftMs = elapsedOf(ended, id) - atMs;
        return Math.abs((eta?.remainingMs ?? Infinity) - leftMs) / leftMs;
      });
      if (offs.every((off) => off <= 0.2)) near += 1;
    }
    expect(near).toBeGreaterThanOrEqual(45);
  });

  test("is null before anything is known, and after the end", () => {
    const run = { spec: freeSpec(), itemMs: () => BUSY_MS };
    expect(computeEta(playPaced(run, 0), "complex", 0)).toBeNull();
    expect(computeEta(playPaced(run), "complex", 60_000)).toBeNull();
  });

  test("after lending workers uses the pace since then", () => {
    const run = { spec: freeSpec([1, 1, 1]), itemMs: (_: string, index: number) => (index < 400 ? 40 : 10) };
    const state = playPaced(run, 18_000);
    const scenarios = state.scenarios.map((scenario) => ({
      ...scenario,
      points: scenario.points.map((point) => ({ ...point, workers: point.atMs > 16_000 ? 4 : 1 })),
    }));
    const eta = computeEta({ ...state, scenarios }, "complex", 18_000);
    expect(eta?.remainingMs).toBeCloseTo(elapsedOf(playPaced(run), "complex") - 18_000, -3);
  });
});

describe("[B8] the projection", () => {
  test("derives the finish of the largest scenario of a quadratic skill from the smaller two, before it has a pace of its own", () => {
    // every item is compared with all others, so its time grows with the size
    const itemMs = (id: string): number => 0.2 * (SIZES[IDS.indexOf(id)] ?? 0);
    const run = { spec: freeSpec([1, 1, 1]), itemMs };
    const ended = playPaced(run);
    const atMs = 19_000;
    const projected = projectFinishes(playPaced(run, atMs), atMs).find(({ scenarioId }) => scenarioId === "complex");
    expect(projected?.basis).toBe("smaller");
    expect(projected?.finishAtMs).toBeGreaterThan(elapsedOf(ended, "complex") * 0.85);
    expect(projected?.finishAtMs).toBeLessThan(elapsedOf(ended, "complex") * 1.15);
    expect(projected?.lowMs).toBeLessThan(projected?.finishAtMs ?? 0);
    expect(projected?.highMs).toBeGreaterThan(projected?.finishAtMs ?? 0);
  });

  test("counts idle workers once, whichever scenarios have several", () => {
    // 40 items per milestone and batches of the same size: in both scenarios one of four workers is busy
    const scenarios = [
      scenarioSpec("s", 200, { batchSize: 100, concurrency: 4 }),
      scenarioSpec("l", 800, { batchSize: 400, concurrency: 4 }),
    ];
    const spec = runSpec({ sync: "milestone", milestones: [50], scenarios });
    const usable = scenarios.map((each) => computeUsableWorkers(spec, each, { batchSize: each.batchSize, workers: 4 }));
    expect(usable).toEqual([1, 1]);
    const state = playPaced({ spec, itemMs: () => 40 }, 1_500);
    const [small, large] = state.scenarios;
    if (small === undefined || large === undefined) throw new Error("no scenarios");
    const projected = projectFromSmaller(
      { ...state, scenarios: [small, { ...large, points: [] }] },
      large,
      1_500,
      UNSHARED,
    );
    // the pace per item of the small scenario, including its idle workers
    const pace = computePace(state, small, 1_500);
    expect((projected?.itemMs ?? 0) / (projected?.workers ?? 1)).toBeCloseTo(pace?.elapsedMsPerItem ?? 0, 6);
  });

  test("is scored afterwards against the actual finish", () => {
    const run = { spec: freeSpec(), itemMs: () => BUSY_MS };
    const scores = scoreProjections(playPaced(run));
    expect(scores.map(({ scenarioId }) => scenarioId)).toEqual(["medium", "complex"]);
    for (const { error } of scores) expect(Math.abs(error)).toBeLessThan(0.1);
    const quadratic = { spec: freeSpec([1, 1, 1]), itemMs: (id: string) => 0.2 * (SIZES[IDS.indexOf(id)] ?? 0) };
    const [medium, complex] = scoreProjections(playPaced(quadratic));
    // one smaller scenario does not determine the growth: the remaining 70 % were estimated at a third of their time
    expect(medium?.error).toBeCloseTo(0.3 + 0.7 / 3 - 1, 1);
    expect(medium?.statement.text).toBe(
      "medium took 18 s; forecast 9.6 s, 47 % too low. With one smaller size to go by, it assumed linear growth.",
    );
    expect(complex?.error).toBeCloseTo(0, 1);
  });

  test("shares the CPUs among workers while there are too few of them", () => {
    // half of the time is waiting: six workers share three CPUs
    const half = (state: RunState): RunState => ({
      ...state,
      scenarios: state.scenarios.map((scenario) => ({
        ...scenario,
        points: scenario.points.map((point) => ({ ...point, cpuWaitMs: point.busyMs / 2 })),
      })),
    });
    const state = half(playPaced({ spec: freeSpec(), itemMs: () => BUSY_MS }, 2_000));
    expect(computeProcessors(state, 2_000)).toBeCloseTo(3);
    expect(computeProcessors(playPaced({ spec: freeSpec(), itemMs: () => BUSY_MS }, 2_000), 2_000)).toBe(Infinity);
    // 20 ms of work per item, one worker each, two CPUs: two thirds of a CPU each at first, then a whole one
    const lanes = IDS.map((id, i) => ({ id, items: SIZES[i] ?? 0, itemsDone: 0, workers: 1, itemMs: 20 }));
    const [simple, medium, complex] = simulateRun({ ...state, spec: freeSpec() }, lanes, 0, shareEvenly(2));
    expect(simple?.finishAtMs).toBeCloseTo(100 * 30);
    expect(medium?.finishAtMs).toBeCloseTo(3_000 + 200 * 20);
    expect(complex?.finishAtMs).toBeCloseTo(7_000 + 500 * 20);
  });

  test("opens a milestone at its wait limit, and active time excludes the wait", () => {
    const spec = runSpec({
      sync: "milestone",
      milestones: [50],
      waitLimitMs: 1_000,
      scenarios: [scenarioSpec("quick", 10), scenarioSpec("slow", 10)],
    });
    const lanes = [10, 1_000].map((itemMs, i) => ({
      id: i === 0 ? "quick" : "slow",
      items: 10,
      itemsDone: 0,
      workers: 1,
      itemMs,
    }));
    const [quick, slow] = simulateRun({ spec, releasedGates: 0, barrier: null }, lanes, 0, UNSHARED);
    expect(quick).toMatchObject({ finishAtMs: 50 + 1_000 + 50, activeMs: 100 });
    expect(slow).toMatchObject({ finishAtMs: 10_000, activeMs: 10_000 });
  });

  test("includes the gates where scenarios wait for each other", () => {
    const run = { spec: { ...freeSpec([1, 1, 1]), sync: "milestone" as const }, itemMs: () => BUSY_MS };
    // half of the smallest scenario's work: no scenario has reached its last gate yet
    const state = playPaced(run, 1_000);
    const [simple, medium, complex] = projectFinishes(state, 1_000);
    const itemsAfterLastGate = 10;
    const complexAt90 = 1_000 + (720 - (state.scenarios[2]?.totals.itemsDone ?? 0)) * BUSY_MS;
    expect(simple?.finishAtMs).toBeCloseTo(complexAt90 + itemsAfterLastGate * BUSY_MS, -3);
    expect(simple?.finishAtMs).toBeLessThan(medium?.finishAtMs ?? 0);
    expect(medium?.finishAtMs).toBeLessThan(complex?.finishAtMs ?? 0);
  });

  test("is never NaN, infinite or in the past, for any pace", () => {
    const paces = fc.array(fc.double({ min: 0.01, max: 500, noNaN: true }), { minLength: 3, maxLength: 3 });
    const moments = fc.integer({ min: 0, max: 600 }).map((tenths) => tenths * 100);
    const modes = fc.constantFrom("free-running", "milestone", "lock-step");
    fc.assert(
      fc.property(paces, moments, modes, (itemTimes, atMs, sync) => {
        const spec = { ...freeSpec(), sync };
        const state = playPaced({ spec, itemMs: (id) => itemTimes[IDS.indexOf(id)] ?? 1 }, atMs);
        for (const { finishAtMs, lowMs, highMs } of projectFinishes(state, atMs)) {
          for (const moment of [finishAtMs, lowMs, highMs]) {
            expect(Number.isFinite(moment)).toBe(true);
            expect(moment).toBeGreaterThanOrEqual(atMs);
          }
        }
        for (const { error, projectedMs } of scoreProjections(state)) {
          expect(Number.isFinite(error)).toBe(true);
          expect(Number.isFinite(projectedMs)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("[B8] the deviation of a projection is stated relative to the actual time, like its error", () => {
  const { state } = new BenchRun(freeSpec());
  const wordsOf = (projectedMs: number, actualMs: number) =>
    scoreProjection(state, "simple", projectedMs, actualMs).statement.text;
  expect(wordsOf(15_000, 10_000)).toBe("simple took 10 s; forecast 15 s, 50 % too high.");
  expect(wordsOf(10_000, 15_000)).toBe("simple took 15 s; forecast 10 s, 33 % too low.");
});
