import { FAILURE_KINDS } from "../../../lib/core/run/failure-kinds.ts";
import * as fc from "fast-check";
import { createRandom, drawInteger } from "../../../lib/core/inputs/data.ts";
import { countSlots } from "../../../lib/core/decide/lending.ts";
import type { DecisionView, Step } from "../../../lib/core/decide/decision.ts";
import { FAULT_KINDS } from "../../../lib/core/run/faults.ts";
import { gateItem, planBoundaries, planGates, type Gate } from "../../../lib/core/gates/gates.ts";
import { selectWaitingGate } from "../../../lib/core/gates/barrier.ts";
import { isGathered } from "../../../lib/core/reduce/gate.ts";
import type { RunSpec } from "../../../lib/core/run/spec.ts";
import type { ScenarioState } from "../../../lib/core/run/state.ts";
import { listOpen } from "../../../lib/core/kit/item-set.ts";
import { BenchRun } from "./bench-run.ts";
import { runSpec, scenarioSpec } from "./specs.ts";

const scenario = fc.record({
  items: fc.integer({ min: 1, max: 60 }),
  batchSize: fc.integer({ min: 1, max: 15 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  errorTolerance: fc.constantFrom(0, 0.1, 0.5, 1),
  timeBudgetMs: fc.constantFrom(3_000, 60_000, 10_000_000),
});

/** A random run, small enough for a property to cover thousands of its states. */
export const anySpec: fc.Arbitrary<RunSpec> = fc
  .record({
    sync: fc.constantFrom("free-running", "milestone", "lock-step"),
    hold: fc.constantFrom("none", "presenter"),
    milestones: fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 5 })
      .map((all) => all.toSorted((a, b) => a - b)),
    waitLimitMs: fc.constantFrom(1_000, 60_000),
    arrivalTolerance: fc.constantFrom(0, 0, 1, 5),
    scenarios: fc.array(scenario, { minLength: 2, maxLength: 5 }),
    retry: fc.record({
      mode: fc.constantFrom("automatic", "presenter"),
      limit: fc.constantFrom(0, 1, 3),
      backoffMs: fc.constantFrom(0, 200, 5_000),
    }),
    stallLimitMs: fc.constantFrom(1_000, 20_000),
    reducedLoad: fc.boolean(),
    costCap: fc.constantFrom(null, null, null, { unit: "busy-seconds" as const, limit: 0.4 }),
  })
  .map(({ scenarios, ...rest }) =>
    runSpec({ ...rest, scenarios: scenarios.map((each, index) => scenarioSpec(`s${index}`, each.items, each)) }),
  );

export type Chaos = { readonly spec: RunSpec; readonly seed: number; readonly turns: number };

export const anyChaos: fc.Arbitrary<Chaos> = fc.record({
  spec: anySpec,
  seed: fc.integer(),
  turns: fc.integer({ min: 0, max: 120 }),
});

/** Runs with random events for some turns, then without, until it ends; null when it never does. */
export function runChaos({ spec, seed, turns }: Chaos): BenchRun | null {
  const run = new BenchRun(spec);
  const random = createRandom(seed);
  run.onStep = (step, view) => checkStep(step, view);
  if (drawInteger(random, 10) === 0) run.command({ type: "cancel", scenarioId: "s0" });
  run.start();
  for (let turn = 0; turn < turns && run.state.finishedAt === null; turn += 1) {
    disturb(run, random);
  }
  for (let turn = 0; turn < 3_000 && run.state.finishedAt === null; turn += 1) {
    behave(run, random);
  }
  if (drawInteger(random, 3) === 0) run.command({ type: "retry" });
  for (let turn = 0; turn < 3_000 && run.state.finishedAt === null; turn += 1) {
    behave(run, random);
  }
  return run.state.finishedAt === null ? null : run;
}

function pick<Value>(random: () => number, values: readonly Value[]): Value | undefined {
  return values[drawInteger(random, values.length)];
}

function busyIds(run: BenchRun): string[] {
  return [...run.benches].filter(([, bench]) => bench.inFlight.length > 0).map(([id]) => id);
}

function finishSome(run: BenchRun, random: () => number, clean: boolean): void {
  const id = pick(random, busyIds(run));
  if (id === undefined) return;
  const pickAt = drawInteger(random, run.bench(id).inFlight.length);
  const isBad = !clean && drawInteger(random, 6) === 0;
  run.finishBatch(id, {
    pick: pickAt,
    failed: isBad ? drawInteger(random, 3) : 0,
    missing: isBad ? drawInteger(random, 4) : 0,
  });
}

function disturb(run: BenchRun, random: () => number): void {
  const ids = [...run.benches.keys()];
  const scenarioId = drawInteger(random, 3) === 0 ? null : (pick(random, ids) ?? null);
  const percent = drawInteger(random, 2) === 0 ? null : (pick(random, [...run.state.spec.milestones, 42]) ?? null);
  switch (drawInteger(random, 32)) {
    case 0:
      return void run.command({ type: "pause", scenarioId });
    case 1:
    case 2:
      return void run.command({ type: "resume", scenarioId });
    case 3:
      return void (scenarioId !== null && run.command({ type: "cancel", scenarioId }));
    case 4:
    case 5:
      return void run.command({ type: "advance", percent, force: false });
    case 6:
      return void run.command({ type: "advance", percent, force: true });
    case 7:
      run.crash();
      run.tick(drawInteger(random, 500));
      return void (run.state.finishedAt === null && readyUnended(run));
    case 8:
      return void (
        scenarioId !== null &&
        drawInteger(random, 4) === 0 &&
        run.fatal(scenarioId, "memory", "1,061 MB of 1,024")
      );
    case 9:
      return void run.tick(drawInteger(random, 3) === 0 ? 90_000 : 1_500);
    case 10:
      return void (scenarioId !== null && run.state.finishedAt === null && run.sample(scenarioId, 40));
    case 11:
      return void run.command({ type: "retry", scenarioId });
    case 12:
      return void run.command({ type: "skip", scenarioId });
    case 13:
      return void run.command({ type: "fault", scenarioId, fault: pick(random, [null, ...FAULT_KINDS]) ?? null });
    case 14:
    case 15:
    case 16:
      return breakSome(run, random);
    case 17:
      return fallSilent(run, random);
    case 18:
    case 19:
      return reportSome(run, random);
    default:
      run.tick(drawInteger(random, 200) / 2);
      return finishSome(run, random, false);
  }
}

function breakSome(run: BenchRun, random: () => number): void {
  const id = pick(random, busyIds(run));
  if (id === undefined) return;
  const kind = pick(random, FAILURE_KINDS) ?? "exception";
  const [from, to] = run.bench(id).inFlight[0] ?? [0, 0];
  run.breakBatch(id, kind, "broken", drawInteger(random, to - from + 1));
}

/** All items of a batch, or some. */
function reportSome(run: BenchRun, random: () => number): void {
  const id = pick(random, busyIds(run));
  if (id === undefined) return;
  const [from, to] = run.bench(id).inFlight[0] ?? [0, 0];
  run.reportItems(id, drawInteger(random, 2) === 0 ? to - from : drawInteger(random, to - from + 1));
}

function fallSilent(run: BenchRun, random: () => number): void {
  const id = pick(random, busyIds(run));
  if (id === undefined) return;
  run.bench(id).quietSinceMs = run.nowMs;
  run.settle();
}

/** Scenarios that ended have no workers to get ready. */
export function readyUnended(run: BenchRun): void {
  for (const { id, status } of run.state.scenarios)
    if (status !== "complete" && status !== "failed" && status !== "cancelled") run.ready(id);
  run.settle();
}

function behave(run: BenchRun, random: () => number): void {
  if (run.state.scenarios.some(({ pausing, pauseReason }) => pausing || pauseReason === "user-halt"))
    run.command({ type: "resume" });
  if (run.state.scenarios.some(({ pauseReason }) => pauseReason === "retry"))
    run.command({ type: drawInteger(random, 2) === 0 ? "retry" : "skip" });
  if (isGathered(run.state.barrier))
    run.command({ type: "advance", percent: selectWaitingGate(run.state)?.percent ?? null });
  if (busyIds(run).length > 0) {
    run.tick(drawInteger(random, 100));
    return finishSome(run, random, true);
  }
  if (run.wakeAtMs !== null) run.tick(run.wakeAtMs - run.nowMs);
}

/** Invariants of every single step, checked independently of core's decisions. */
function checkStep(step: Step, view: DecisionView): void {
  if (step.type === "start-batch") checkBatch(step, view);
  if (step.type !== "record") return;
  if (step.fact.type === "milestone.released") checkRelease(view, step.fact, "percent");
  if (step.fact.type === "step.released") checkRelease(view, step.fact, "step");
}

function checkBatch(
  { scenarioId, fromItem, toItem }: Extract<Step, { type: "start-batch" }>,
  { state, work, nowMs }: DecisionView,
): void {
  const spec = state.spec.scenarios.find(({ id }) => id === scenarioId);
  const own = work.get(scenarioId);
  if (spec === undefined || own === undefined) throw new Error("batch of an unknown scenario");
  const scenario = state.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined || own.inFlight.length >= countSlots(scenario))
    throw new Error(`${scenarioId} has more batches under way than workers`);
  if (own.inFlight.some(({ range: [from, to] }) => from < toItem && fromItem < to))
    throw new Error(`${scenarioId} ${fromItem}–${toItem} overlaps`);
  const items = listOpen(own.done, [fromItem, toItem]);
  if (items[0] !== fromItem || items.at(-1) !== toItem - 1) throw new Error("the window is not that of its items");
  if (fromItem < 0 || toItem > spec.items || items.length > loadOf(state, scenarioId))
    throw new Error("batch out of bounds");
  const waits =
    own.unreported.length > 0 ||
    state.scenarios.some((scenario) => scenario.id === scenarioId && crossesWaiting(scenario, fromItem, toItem, nowMs));
  if (waits) throw new Error(`${scenarioId} ${fromItem}–${toItem} is tried before its time`);
  const crossed = planBoundaries(state.spec, spec).find((item) => fromItem < item && item < toItem);
  if (crossed !== undefined) throw new Error(`${scenarioId} ${fromItem}–${toItem} crosses ${crossed}`);
  const gate = state.spec.sync === "free-running" ? undefined : planGates(state.spec)[state.releasedGates];
  if (gate !== undefined && toItem > gateItem(gate, spec.items))
    throw new Error(`${scenarioId} runs past gate ${gate.index}`);
  const ends = [
    ...planBoundaries(state.spec, spec),
    ...own.inFlight.map(({ range: [from] }) => from),
    ...scenario.brokenBatches.flatMap(({ fromItem: from, toItem: to }) => [from, to]),
  ];
  const nextItem = own.done.firstOpen(toItem);
  const isCut = nextItem >= spec.items || ends.some((end) => toItem <= end && end <= nextItem);
  if (items.length < loadOf(state, scenarioId) && !isCut)
    throw new Error(`${scenarioId} ${fromItem}–${toItem} has room for item ${nextItem}`);
}

/** No retry during its back-off, before the presenter's command, or merged with adjacent items. */
function crossesWaiting({ brokenBatches }: ScenarioState, fromItem: number, toItem: number, nowMs: number): boolean {
  return brokenBatches.some((batch) => {
    if (batch.fromItem >= toItem || fromItem >= batch.toItem) return false;
    const isInside = batch.fromItem <= fromItem && toItem <= batch.toItem;
    return !isInside || batch.next !== "automatic" || (batch.retryAtMs ?? Infinity) > nowMs;
  });
}

function loadOf({ scenarios }: DecisionView["state"], scenarioId: string): number {
  return scenarios.find(({ id }) => id === scenarioId)?.load.batchSize ?? 0;
}

type ReleaseFact = { readonly reason: string; readonly percent?: number; readonly step?: number };

function checkRelease(view: DecisionView, fact: ReleaseFact, key: "percent" | "step"): void {
  const { state, nowMs } = view;
  const gate = planGates(state.spec).find((each) => each[key] === fact[key]);
  if (gate === undefined || gate.index !== state.releasedGates) throw new Error("released out of order");
  if (fact.reason === "presenter") return;
  if (state.spec.hold === "presenter" && gate.percent !== null) throw new Error("opened without the presenter");
  const isTimeout = fact.reason === "timeout";
  if (
    isTimeout &&
    (state.spec.sync !== "milestone" || nowMs - (state.barrier?.firstArrivalMs ?? nowMs) < state.spec.waitLimitMs)
  ) {
    throw new Error("timed out early");
  }
  if (!isTimeout && listMissing(view, gate).length > 0)
    throw new Error(`opened early: ${listMissing(view, gate).join()} missing`);
}

function listMissing({ state, work }: DecisionView, gate: Gate): string[] {
  const points = state.spec.sync === "milestone" ? state.spec.arrivalTolerance : 0;
  return state.scenarios
    .filter(({ id, status, totals }) => {
      if (status === "complete" || status === "failed" || status === "cancelled") return false;
      const items = state.spec.scenarios.find((spec) => spec.id === id)?.items ?? 0;
      const done = work.get(id)?.measured.itemsDone ?? totals.itemsDone;
      if (points === 0 && (work.get(id)?.inFlight.length ?? 0) > 0) return true;
      return done < items * (gate.numerator / gate.denominator) - (points * items) / 100 - 1e-9;
    })
    .map(({ id }) => id);
}
