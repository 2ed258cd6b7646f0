import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../lib/core/run/events.ts";
import { addPoint } from "../../../lib/core/run/points.ts";
import { foldRun, reduce } from "../../../lib/core/reduce/reduce.ts";
import { closeSpan, openSpan, spanMs } from "../../../lib/core/run/spans.ts";
import { MAX_LOG_LINES, MAX_POINTS, MAX_SPANS, type ProgressPoint, type Span } from "../../../lib/core/run/state.ts";
import { BenchRun, runner } from "../support/bench-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })];
const spec = runSpec({ scenarios, milestones: [50] });
const stamp = { atMs: 0, at: "2026-01-01T00:00:00.000Z", actor: runner };

describe("folding", () => {
  test("[E3] an empty log has no state, and a run begins with run.queued", () => {
    expect(foldRun([])).toBeNull();
    expect(() => foldRun([{ ...stamp, seq: 4, type: "run.started" }])).toThrow(
      "Event 4: a run begins with run.queued, not with run.started",
    );
  });

  test("[E3] a known event changes nothing; a second beginning is an error", () => {
    const { state, events } = new BenchRun(spec).start();
    const [queued] = events;
    if (queued === undefined) throw new Error("no events");
    expect(reduce(state, queued)).toBe(state);
    expect(() => reduce(state, { ...queued, seq: 99 })).toThrow("Event 99: run run_1 exists already");
  });

  test("[E3] a fact whose writer knew less of the run does not set the run's time back", () => {
    const { state } = new BenchRun(spec).start();
    const ahead = { ...state, atMs: 5_000 };
    const refused: RunEvent = {
      ...stamp,
      seq: state.lastSeq + 1,
      type: "command.refused",
      commandId: "click_1",
      command: "retry",
      code: "already-ended",
      message: "",
      scenarioId: null,
      percent: null,
      atMs: 3_000,
    };
    expect(reduce(ahead, refused)).toMatchObject({ atMs: 5_000, lastSeq: refused.seq });
    expect(reduce(ahead, { ...refused, atMs: 6_000 }).atMs).toBe(6_000);
  });

  test("[A12] a click answered by both the runner and web keeps its first answer", () => {
    const { state } = new BenchRun(spec).start();
    const answer = { commandId: "click_1", command: "retry", scenarioId: null, percent: null } as const;
    const seq = state.lastSeq + 1;
    const once = reduce(state, { ...stamp, ...answer, seq, type: "command.accepted" });
    const refusal = { code: "already-ended", message: "The run has ended." } as const;
    const twice = reduce(once, { ...stamp, ...answer, ...refusal, seq: seq + 1, type: "command.refused" });
    expect(twice.commands).toEqual(once.commands);
    expect(twice.commands).toMatchObject([{ commandId: "click_1", outcome: "accepted" }]);
    expect(twice.lastSeq).toBe(seq + 1);
  });

  test("[A12] impossible facts are errors that name them", () => {
    const run = new BenchRun(spec).start();
    const at = { ...stamp, seq: 99 };
    const unknown: RunEvent = { ...at, type: "scenario.resumed", scenarioId: "huge" };
    expect(() => reduce(run.state, unknown)).toThrow("Run run_1 has no scenario huge");
    const resumed: RunEvent = { ...at, type: "scenario.resumed", scenarioId: "small" };
    expect(() => reduce(run.state, resumed)).toThrow("Event 99: scenario small cannot go from running to running");
    const paused: RunEvent = {
      ...at,
      type: "scenario.paused",
      scenarioId: "small",
      reason: "sync-point",
      percent: 70,
      step: null,
    };
    expect(() => reduce(run.state, paused)).toThrow(
      "Event 99: scenario small waits at milestone 70, step null, which is not the next gate of the run",
    );
    expect(() => reduce(run.state, { ...at, type: "run.exploded" } as never)).toThrow("Unhandled case");
  });

  test("[A3] facts that open no gate change no hold: releases of other or open milestones, gathering without a barrier", () => {
    const run = new BenchRun(spec).start();
    const released = {
      ...stamp,
      type: "milestone.released",
      reason: "presenter",
      waitedMs: 0,
      arrived: [],
      awaited: [],
    } as const;
    expect(reduce(run.state, { ...released, seq: 90, percent: 42 })).toMatchObject({ releasedGates: 0 });
    const once = reduce(run.state, { ...released, seq: 90, percent: 50 });
    expect(once.releasedGates).toBe(1);
    expect(reduce(once, { ...released, seq: 91, percent: 50 }).releasedGates).toBe(1);
    const gathered = reduce(run.state, {
      ...stamp,
      seq: 90,
      type: "milestone.gathered",
      percent: 50,
      reason: "timeout",
    });
    expect(gathered.barrier).toBeNull();
  });
});

describe("the run", () => {
  test("[E3] status, times and epoch follow the facts", () => {
    const run = new BenchRun(spec);
    expect(run.state).toMatchObject({
      status: "preparing",
      epoch: 1,
      startedAt: null,
      queuedAt: "2026-01-01T00:00:00.000Z",
    });
    expect(foldRun(run.events.slice(0, 1))?.status).toBe("queued");
    run.nowMs = 500;
    run.start();
    expect(run.state).toMatchObject({ status: "running", startedAt: "2026-01-01T00:00:00.500Z", atMs: 500 });
    run.command({ type: "cancel" });
    expect(run.state).toMatchObject({ status: "cancelled", finishedAt: "2026-01-01T00:00:00.500Z", diagnosis: null });
    expect(run.state.results?.scenarios).toHaveLength(2);
  });

  test("[A9] holding: a scenario waits and none is running; paused: the presenter has paused all", () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" })).start().runOn("small");
    expect(run.state.status).toBe("running");
    run.command({ type: "pause", scenarioId: "large" });
    run.finishBatch("large");
    expect(run.state.status).toBe("holding");
    run.command({ type: "pause", scenarioId: "small" });
    expect(run.state.status).toBe("paused");
  });

  test("[A9] between the end of the last scenario and that of the run it is running, not paused", () => {
    const run = new BenchRun(spec).start();
    run.command({ type: "cancel" });
    expect(foldRun(run.events.slice(0, -1))?.status).toBe("running");
  });

  test("[E2] a recovery counts the crash and the downtime; a graceful stop is shown until then", () => {
    const run = new BenchRun(spec).start();
    run.record({ type: "run.interrupted", reason: "shutdown" });
    expect(run.state.interrupted).toBe(true);
    run.nowMs = 700;
    run.crash();
    expect(run.state).toMatchObject({
      interrupted: false,
      epoch: 2,
      crashes: 1,
      recoveries: [{ atMs: 700, downtimeMs: 1_200 }],
      status: "running",
    });
  });

  test("[A12] the last 50 commands are kept, with outcome, reason and actor", () => {
    const run = new BenchRun(spec).start();
    for (let count = 0; count < 60; count += 1) run.command({ type: "resume", scenarioId: "small" });
    expect(run.state.commands).toHaveLength(50);
    expect(run.state.commands.at(-1)).toMatchObject({
      commandId: "cmd_60",
      outcome: "refused",
      code: "not-paused",
      actor: { role: "presenter" },
    });
    run.command({ type: "pause" });
    expect(run.state.commands.at(-1)).toMatchObject({ outcome: "accepted", code: null, message: null });
  });
});

describe("a scenario", () => {
  test("[F1][F7] progress: the latest wins, memory has a peak, and an older attempt's is ignored", () => {
    const run = new BenchRun(spec).start().finishBatch("large");
    run.sample("large", 80);
    run.sample("large", 60);
    run.sample("large", null);
    expect(run.scenario("large")).toMatchObject({
      memoryMb: null,
      peakMemoryMb: 80,
      workers: 1,
      totals: { itemsDone: 5 },
    });
    const { totals } = run.scenario("small");
    run.record({ type: "scenario.progressed", scenarioId: "large", attempt: 7, totals, memoryMb: 999, workers: 9 });
    expect(run.scenario("large").peakMemoryMb).toBe(80);
  });

  test("[F6] its log contains the skill's output and the failures, newest lines", () => {
    const run = new BenchRun(spec).start();
    run.record({ type: "scenario.logged", scenarioId: "small", level: "warn", text: "slow disk" });
    run.breakBatch("small", "validation", "Not a number");
    expect(run.scenario("small").log.map(({ level, text }) => [level, text])).toEqual([
      ["warn", "slow disk"],
      ["error", "Items 1–5: validation: Not a number"],
      [
        "error",
        "validation: 5 of 10 items failed, 0 allowed: Not a number (5×). Allow more with --scenario small.errorTolerance=SHARE.",
      ],
    ]);
    for (let line = 0; line < 300; line += 1)
      run.record({ type: "scenario.logged", scenarioId: "large", level: "info", text: `line ${line}` });
    expect(run.scenario("large").log).toHaveLength(MAX_LOG_LINES);
    expect(run.scenario("large").log.at(-1)?.text).toBe("line 299");
  });

  test("[D2] a failed one may start again as a new attempt", () => {
    const run = new BenchRun(spec).start().fatal("small", "memory", "too much");
    const { totals } = run.scenario("small");
    const load = { batchSize: 2, concurrency: 1 };
    run.record({ type: "scenario.retried", scenarioId: "small", attempt: 2, reason: "presenter", load, totals });
    expect(run.scenario("small")).toMatchObject({ status: "pending", attempt: 2, failure: null, load });
    run.record({ type: "scenario.started", scenarioId: "small", attempt: 2 });
    expect(run.scenario("small")).toMatchObject({ status: "running", attempt: 2 });
  });
});

describe("spans", () => {
  test("[F2] equal neighbours are one span, and empty ones are dropped", () => {
    const running = openSpan([], "running", 0);
    const held = openSpan(running, "sync-point", 100);
    expect(held).toEqual([
      { kind: "running", fromMs: 0, toMs: 100 },
      { kind: "sync-point", fromMs: 100, toMs: null },
    ]);
    expect(openSpan(held, "running", 100)).toEqual([{ kind: "running", fromMs: 0, toMs: null }]);
    expect(openSpan(held, "running", 150)).toHaveLength(3);
    expect(closeSpan(closeSpan(held, 150), 200)).toEqual([
      ...closeSpan(running, 100),
      { kind: "sync-point", fromMs: 100, toMs: 150 },
    ]);
    expect(closeSpan([], 5)).toEqual([]);
  });

  test("[A4][F2] of a thousand steps the short ones are merged, with the exact time of each kind, and pauses unchanged", () => {
    let spans: readonly Span[] = [];
    const workedMs = (all: readonly Span[]) =>
      all.filter(({ kind }) => kind === "running").reduce((sum, span) => sum + spanMs(span, 100_000), 0);
    for (let step = 0; step < 1_000; step += 1) {
      spans = openSpan(spans, "running", step * 100);
      spans = openSpan(spans, step === 300 ? "user-halt" : "sync-point", step * 100 + 30);
    }
    expect(spans.length).toBeLessThanOrEqual(MAX_SPANS);
    expect(workedMs(spans)).toBe(30_000);
    expect(spans).toContainEqual({ kind: "user-halt", fromMs: 30_030, toMs: 30_100 });
    expect(spans.slice(1).every(({ fromMs }, index) => spans[index]?.toMs === fromMs)).toBe(true);
  });

  test("[A9] a span's length is never below 0", () => {
    expect(spanMs({ kind: "running", fromMs: 100, toMs: null }, 40)).toBe(0);
    expect(spanMs({ kind: "running", fromMs: 100, toMs: 180 }, 500)).toBe(80);
  });
});

describe("points", () => {
  const totals = (itemsDone: number) => ({
    itemsDone,
    itemsOk: itemsDone,
    itemsFailed: 0,
    batchesDone: 1,
    elapsedMs: itemsDone,
    busyMs: itemsDone,
    quality: 0.5,
    metrics: {},
    cpuWaitMs: 0,
    inputTokens: 0,
    outputTokens: 0,
  });
  const held = (points: readonly ProgressPoint[]) => ({ points, memoryMb: null, workers: 1 });
  const series = (items: number, step: number) => {
    let points: readonly ProgressPoint[] = [];
    for (let done = 0; done <= items; done += step) points = addPoint(held(points), totals(done), done * 2, items);
    return points;
  };

  test("[F3] at most 300, evenly spread over the progress, always including the newest", () => {
    const points = series(100_000, 7);
    expect(points.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(points.length).toBeGreaterThan(MAX_POINTS - 10);
    expect(points.at(-1)?.itemsDone).toBe(99_995);
    const gaps = points.slice(1).map((point, index) => point.itemsDone - (points[index]?.itemsDone ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(700);
  });

  test("[F3] a short series keeps every point, none before the first item, one per count", () => {
    expect(series(10, 1).map(({ itemsDone }) => itemsDone)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const again = addPoint(held(series(10, 1)), totals(10), 999, 10);
    expect(again).toHaveLength(10);
    expect(again.at(-1)?.atMs).toBe(999);
  });

  test("[E2] a recovery removes the points of lost items", () => {
    expect(addPoint(held(series(10, 1)), totals(6), 50, 10).map(({ itemsDone }) => itemsDone)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });
});
