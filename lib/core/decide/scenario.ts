import { requireScenarioSpec } from "../run/scenarios.ts";
import { planBatches } from "./batches.ts";
import { decideBatchFailures, selectWaitingForRetry } from "./batch-failures.ts";
import { decideEnding } from "./ending.ts";
import { countSlots } from "./lending.ts";
import { decideStall } from "./stall.ts";
import type { DecisionView, ScenarioWork, Step } from "./decision.ts";
import { gateItem, holdsAtGates, planBoundaries, planGates, planMilestones, type Gate } from "../gates/gates.ts";
import { firstIndexAbove, firstIndexAboveBy } from "../kit/ascending.ts";
import type { Range } from "../kit/ranges.ts";
import { isGathered } from "../reduce/gate.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import type { ScenarioState } from "../run/state.ts";
import { endScenarioStep, record } from "./steps.ts";
import { totalsOf } from "./facts.ts";
import { isEnded } from "../run/statuses.ts";
import { decideWorkers } from "./workers.ts";

type Situation = {
  readonly view: DecisionView;
  readonly scenario: ScenarioState;
  readonly spec: ScenarioSpec;
  readonly work: ScenarioWork;
  readonly itemsDone: number;
  /** the next unreleased gate, where the scenario has to wait; null when there is none */
  readonly gate: Gate | null;
};

/** The steps for one scenario, independent of the others. */
export function decideScenario(view: DecisionView, scenario: ScenarioState): Step[] {
  const work = view.work.get(scenario.id);
  if (work === undefined || isEnded(scenario)) return [];
  const situation = toSituation(view, scenario, work);
  const facts = [...decideBatchFailures(view, scenario, work), ...decideWorkers(view, scenario, work)];
  if (facts.length > 0) return facts;
  const ending = decideEnding(view, scenario, work);
  if (ending !== null) {
    const reached = ending.status === "complete" ? recordReached(situation, Infinity) : [];
    return [...reached, endScenarioStep(scenario.id, ending)];
  }
  if (view.state.startedAt === null) return [];
  const pausesNow = scenario.pausing && work.inFlight.length === 0;
  if (scenario.status === "running") return decideRunning(situation, pausesNow);
  if (pausesNow) return [pause(scenario.id)];
  const isReady = work.freeWorkers > 0;
  if (scenario.status === "pending") {
    return isReady ? [record({ type: "scenario.started", scenarioId: scenario.id, attempt: scenario.attempt })] : [];
  }
  return scenario.pauseReason === "recovery" && isReady
    ? [record({ type: "scenario.resumed", scenarioId: scenario.id })]
    : [];
}

function toSituation(view: DecisionView, scenario: ScenarioState, work: ScenarioWork): Situation {
  const { spec, releasedGates } = view.state;
  return {
    view,
    scenario,
    work,
    spec: requireScenarioSpec(view.state, scenario.id),
    itemsDone: work.done.size,
    gate: holdsAtGates(spec) ? (planGates(spec)[releasedGates] ?? null) : null,
  };
}

function decideRunning(situation: Situation, pausesNow: boolean): Step[] {
  const { scenario, spec, work, itemsDone, gate } = situation;
  const isHeld = gate !== null && work.inFlight.length === 0 && itemsDone >= gateItem(gate, spec.items);
  if (isHeld) return [...recordReached(situation, gate.index), holdAt(situation, gate)];
  const lastOpenGate = gate === null ? Infinity : gate.index - 1;
  const reached = recordReached(situation, lastOpenGate);
  if (pausesNow) return [...reached, pause(scenario.id)];
  const stalls = decideStall(situation.view, scenario, work);
  if (stalls.length > 0) return [...reached, ...stalls];
  if (scenario.brokenBatches.some(({ next }) => next === "presenter")) {
    return work.inFlight.length > 0 ? reached : [...reached, waitForPresenter(scenario.id)];
  }
  return scenario.pausing ? reached : [...reached, ...startBatches(situation)];
}

/** milestone.reached for every milestone up to that gate that the scenario has passed and that is not recorded yet. */
function recordReached(situation: Situation, lastGate: number): Step[] {
  const { view, scenario, spec, work, itemsDone } = situation;
  const recorded = new Set(scenario.milestones.map(({ percent }) => percent));
  const passed = planMilestones(view.state.spec).filter(
    (gate) => gate.index <= lastGate && itemsDone >= gateItem(gate, spec.items),
  );
  const facts = passed.filter(({ percent }) => !recorded.has(percent));
  return facts.map(({ percent }) =>
    record({
      type: "milestone.reached",
      scenarioId: scenario.id,
      percent,
      totals: totalsOf(view.state, work, view.nowMs),
    }),
  );
}

function holdAt({ view, scenario }: Situation, gate: Gate): Step {
  const reason = isGathered(view.state.barrier) ? "presenter-hold" : "sync-point";
  return record({ type: "scenario.paused", scenarioId: scenario.id, reason, percent: gate.percent, step: gate.step });
}

function pause(scenarioId: string): Step {
  return record({ type: "scenario.paused", scenarioId, reason: "user-halt", percent: null, step: null });
}

function waitForPresenter(scenarioId: string): Step {
  return record({ type: "scenario.paused", scenarioId, reason: "retry", percent: null, step: null });
}

/**
 * The first item after `item` at which a batch ends: a gate, or an edge of a failed batch, so that a retry covers exactly the
 * same items.
 */
function boundaryAfter({ view, scenario, spec }: Situation, item: number): number {
  const gates = planBoundaries(view.state.spec, spec);
  const failed = scenario.brokenBatches;
  const next = firstIndexAboveBy(failed, item, ({ fromItem }) => fromItem);
  const end = failed[next - 1]?.toItem ?? 0;
  return Math.min(
    gates[firstIndexAbove(gates, item)] ?? Infinity,
    failed[next]?.fromItem ?? Infinity,
    end > item ? end : Infinity,
  );
}

/** Batches for the free workers; failed batches that wait for their retry are skipped. */
function startBatches(situation: Situation): Step[] {
  const { view, scenario, spec, work, gate } = situation;
  const count = Math.min(work.freeWorkers, countSlots(scenario) - work.inFlight.length);
  if (count <= 0) return [];
  const waiting = selectWaitingForRetry(scenario, view.nowMs).map(({ fromItem, toItem }): Range => [fromItem, toItem]);
  const planned = planBatches({
    count,
    done: work.done,
    taken: [...waiting, ...work.inFlight.map(({ range }) => range)],
    limitItem: gate === null ? spec.items : gateItem(gate, spec.items),
    batchSize: scenario.load.batchSize,
    boundaryAfter: (item) => boundaryAfter(situation, item),
  });
  return planned.map(([fromItem, toItem]) => ({ type: "start-batch", scenarioId: scenario.id, fromItem, toItem }));
}
