import { describe, expect, test } from "vitest";
import { scoreProjections } from "../../../lib/core/judgement/projection-score.ts";
import { computeEta } from "../../../lib/core/pace/eta.ts";
import { computeShare } from "../../../lib/core/pace/processor-share.ts";
import { addReading } from "../../../lib/core/run/machine-load.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { playShared, type SharedRun } from "../support/shared-machine.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const SIZES = { simple: 60, medium: 180, complex: 480 };
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const GOOD = 0.2;

const scenarios = Object.entries(SIZES).map(([id, items]) => scenarioSpec(id, items));
const modes = [{ sync: "milestone" }, { sync: "free-running" }] as const;
const nothing = () => 0;

function play(over: Partial<SharedRun>, sync: "milestone" | "free-running" = "milestone"): readonly RunState[] {
  const spec = runSpec({ sync, scenarios });
  return playShared({ spec, processors: 2, others: nothing, workMs: 100, seed: 1, ...over });
}

function lastOf(states: readonly RunState[]): RunState {
  const last = states.at(-1);
  if (last === undefined) throw new Error("no states");
  return last;
}

function totalsOf(state: RunState, id: string) {
  const scenario = state.scenarios.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario.totals;
}

function firstWith(states: readonly RunState[], id: string, items: number): RunState {
  const state = states.find((each) => totalsOf(each, id).itemsDone >= items);
  if (state === undefined) throw new Error(`${id} never has ${items} items`);
  return state;
}

/** Relative error of the ETA of a scenario at a state of its run. */
function etaError(states: readonly RunState[], then: RunState, id: string): number {
  const leftMs = totalsOf(lastOf(states), id).elapsedMs - totalsOf(then, id).elapsedMs;
  return (computeEta(then, id, then.atMs)?.remainingMs ?? Infinity) / leftMs - 1;
}

function etaErrorsAt30(states: readonly RunState[]): readonly number[] {
  return Object.entries(SIZES).map(([id, items]) => etaError(states, firstWith(states, id, 0.3 * items), id));
}

function shareWithin(errors: readonly number[], bound: number): number {
  return errors.filter((error) => Math.abs(error) <= bound).length / errors.length;
}

describe.each(modes)("on a machine with two processors, $sync", ({ sync }) => {
  test.each([
    { load: "nothing else runs", others: nothing },
    { load: "another program takes half a processor", others: () => 0.5 },
    { load: "another program is busy all the time", others: () => 1 },
    { load: "a program per processor is busy all the time", others: () => 2 },
    {
      load: "a program per processor is busy every other second",
      others: (atMs: number) => (atMs % 2_000 < 1_000 ? 2 : 0),
    },
  ])("[B8] [B10] ETA and forecast are right while $load", ({ others }) => {
    const runs = SEEDS.map((seed) => play({ others, seed }, sync));
    expect(shareWithin(runs.flatMap(etaErrorsAt30), GOOD)).toBeGreaterThanOrEqual(0.9);
    const scores = runs.flatMap((states) => scoreProjections(lastOf(states)));
    expect(scores).toHaveLength(2 * SEEDS.length);
    expect(
      shareWithin(
        scores.map(({ error }) => error),
        GOOD,
      ),
    ).toBeGreaterThanOrEqual(0.9);
    expect(scores.filter(({ restatedMs }) => restatedMs !== undefined)).toEqual([]);
  });
});

describe("[B8] other programs that begin in the middle", () => {
  /** three busy programs from then on: each of four workers on two processors has two fifths of one */
  const beginAtMs = 30_000;
  const runs = SEEDS.map((seed) => play({ others: (atMs) => (atMs < beginAtMs ? 0 : 3), seed }));
  const scores = runs.map((states) => scoreProjections(lastOf(states)).find((each) => each.scenarioId === "complex"));

  test("are not scored as an error of the forecast that could not know them", () => {
    for (const score of scores) {
      if (score?.restatedMs === undefined) throw new Error("not restated");
      expect(score.projectedMs / score.actualMs).toBeLessThan(1 - GOOD);
      expect(Math.abs(score.error)).toBeLessThanOrEqual(GOOD);
      expect(score.error).toBeCloseTo((score.restatedMs - score.actualMs) / score.actualMs);
      expect(score.statement.tone).toBe("good");
    }
    expect(scores[0]?.statement.text).toMatch(
      /^complex took .*; the forecast was .*, but afterwards other programs used more of this computer than before\. Had it known, it would have said /,
    );
  });

  test("are in the ETA a few seconds later", () => {
    for (const states of runs) {
      const then = states.find(({ atMs }) => atMs >= beginAtMs + 12_000);
      if (then === undefined) throw new Error("the run is too short");
      expect(Math.abs(etaError(states, then, "complex"))).toBeLessThanOrEqual(GOOD);
    }
  });
});

describe("[B8] the share of the processors", () => {
  test("of workers that mostly wait for something else is not short, however many there are", () => {
    const waiting = [scenarioSpec("a", 400, { concurrency: 8 }), scenarioSpec("b", 800, { concurrency: 8 })];
    const spec = runSpec({ sync: "free-running", scenarios: waiting });
    const last = lastOf(play({ spec, computing: 0.05 }));
    expect(computeShare(last, 0, last.atMs)?.of(16)).toBe(1);
  });

  test("of more workers than were measured counts the processors that others take", () => {
    const spec = runSpec({ sync: "free-running", scenarios: [scenarioSpec("a", 100), scenarioSpec("b", 100)] });
    const last = lastOf(play({ spec, processors: 8, others: () => 4 }));
    const share = computeShare(last, 0, last.atMs);
    expect(share?.of(4)).toBeCloseTo(1, 1);
    expect(share?.of(12)).toBeCloseTo(0.5, 1);
    expect(share?.others).toBeCloseTo(4, 0);
  });

  test("is unknown in runs whose facts lack the machine, which are never restated", () => {
    const last = lastOf(play({ others: (atMs) => (atMs < 30_000 ? 0 : 3), isMeasured: false }));
    expect(computeShare(last, 0, last.atMs)).toBeNull();
    expect(scoreProjections(last).map(({ restatedMs }) => restatedMs)).toEqual([undefined, undefined]);
  });

  test("is known from a bounded number of readings, however long the run", () => {
    let history = addReading(undefined, { processors: 2, idleMs: 0 }, 0);
    for (let atMs = 100; atMs <= 3_600_000; atMs += 100)
      history = addReading(history, { processors: 2, idleMs: atMs }, atMs);
    expect(history.readings.length).toBeLessThanOrEqual(160);
    expect(history.readings.length).toBeGreaterThanOrEqual(80);
    expect(history.readings.at(-1)?.atMs).toBeGreaterThan(3_500_000);
    const gaps = history.readings.slice(1).map(({ atMs }, i) => atMs - (history.readings[i]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(0.05 * 3_600_000);
  });

  test("is unknown where another runner has taken over and counts from its own start", () => {
    const last = lastOf(play({}));
    const atMs = last.atMs / 2;
    const readings =
      last.machine?.readings.map((each) => ({ ...each, idleMs: each.atMs < atMs ? 1_000_000 : 0 })) ?? [];
    expect(computeShare({ ...last, machine: { processors: 2, readings } }, 0, last.atMs)).toBeNull();
  });
});

test("[B8] a forecast is not scored while a fault is injected into any scenario", () => {
  const last = lastOf(play({}));
  const harmed = last.scenarios.map((scenario) =>
    scenario.id === "simple"
      ? { ...scenario, faults: [{ fault: "slow" as const, fromMs: 1_000, toMs: 2_000 }] }
      : scenario,
  );
  expect(scoreProjections(last)).toHaveLength(2);
  expect(scoreProjections({ ...last, scenarios: harmed })).toEqual([]);
});
