import { ItemErrorCounts } from "../../../lib/core/metrics/item-errors.ts";
import { computeEndStatus } from "../../../lib/core/run/run-status.ts";
import type { FailureKind } from "../../../lib/core/run/failure-kinds.ts";
import type { Actor } from "../../../lib/core/run/actor.ts";
import type { RunCommand } from "../../../lib/core/run/commands.ts";
import type {
  DecisionView,
  ScenarioWork,
  Step,
  UnstampedFact,
  UnreportedFailure,
} from "../../../lib/core/decide/decision.ts";
import { decideCommand, decideNext, factForEnding, factForRetry } from "../../../lib/core/decide/decide.ts";
import type { NewRunEvent, RunEvent } from "../../../lib/core/run/events.ts";
import { ItemSet, listOpen } from "../../../lib/core/kit/item-set.ts";
import { mergeRanges, subtractRanges, type Range } from "../../../lib/core/kit/ranges.ts";
import { foldRun, reduce } from "../../../lib/core/reduce/reduce.ts";
import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import type { RunSpec, ScenarioSpec } from "../../../lib/core/run/spec.ts";
import type { RunState, ScenarioState } from "../../../lib/core/run/state.ts";

export const runner: Actor = { role: "runner", name: "runner-1" };
export const presenter: Actor = { role: "presenter", name: "console" };

type Bench = {
  spec: ScenarioSpec;
  doneRanges: readonly Range[];
  inFlight: Range[];
  freeWorkers: number;
  startingWorkers: number;
  itemsFailed: number;
  /** which items failed */
  failedRanges: Range[];
  unreported: UnreportedFailure[];
  /** run time since which its batches have finished nothing; null: they are never stalled */
  quietSinceMs: number | null;
  batchesDone: number;
  /** of its failed items */
  errors: ItemErrorCounts;
  fatal: ScenarioWork["fatal"];
};

/** A runner without processes: performs core's steps on counters, and the test controls the outcomes. */
export class BenchRun {
  readonly events: RunEvent[] = [];
  readonly performed: Step[] = [];
  readonly benches = new Map<string, Bench>();
  nowMs = 0;
  wakeAtMs: number | null = null;
  installedVersion: string | null = "1";
  givenUp = false;
  retryBlocker: DecisionView["retryBlocker"] = null;
  /** called before each step with the view that it was decided on */
  onStep: (step: Step, view: DecisionView) => void = () => undefined;
  /** workers that start after a long wait stay in preparation until the test ends it */
  startsSlowly = false;
  /** its crews are closed during a long wait */
  isClosed = false;
  #state: RunState;
  #commands = 0;

  constructor(spec: RunSpec) {
    const queued = this.#stamp({ type: "run.queued", runId: "run_1", spec }, presenter);
    this.events.push(queued);
    this.#state = requireState(foldRun([queued]));
    for (const scenario of spec.scenarios) {
      this.benches.set(scenario.id, {
        spec: scenario,
        doneRanges: [],
        inFlight: [],
        freeWorkers: 0,
        startingWorkers: 0,
        itemsFailed: 0,
        failedRanges: [],
        unreported: [],
        quietSinceMs: null,
        batchesDone: 0,
        errors: new ItemErrorCounts(),
        fatal: null,
      });
    }
    this.record({ type: "run.preparing", epoch: 1, runner: "runner-1" });
  }

  get state(): RunState {
    return this.#state;
  }

  scenario(id: string): ScenarioState {
    const scenario = this.#state.scenarios.find((each) => each.id === id);
    if (scenario === undefined) throw new Error(`no scenario ${id}`);
    return scenario;
  }

  bench(id: string): Bench {
    const bench = this.benches.get(id);
    if (bench === undefined) throw new Error(`no bench ${id}`);
    return bench;
  }

  get view(): DecisionView {
    return {
      state: this.#state,
      nowMs: this.nowMs,
      installedVersion: this.installedVersion,
      givenUp: this.givenUp,
      retryBlocker: this.retryBlocker,
      work: new Map(this.isClosed ? [] : [...this.benches].map(([id, bench]) => [id, toWork(id, bench)])),
    };
  }

  /** All scenarios are ready: the run starts. */
  start(): this {
    this.record({ type: "run.started" });
    return this.readyAll();
  }

  readyAll(): this {
    for (const id of this.benches.keys()) this.ready(id);
    return this.settle();
  }

  startingIn(id: string, workers: number): void {
    this.bench(id).startingWorkers = workers;
  }

  ready(id: string): void {
    const bench = this.bench(id);
    const { load, borrowedWorkers } = this.scenario(id);
    bench.freeWorkers = load.concurrency + borrowedWorkers - bench.inFlight.length;
  }

  record(fact: UnstampedFact, actor: Actor = runner): void {
    const event = this.#stamp(fact, actor);
    this.events.push(event);
    this.#state = reduce(this.#state, event);
  }

  /** Performs core's decisions until the only step is to wait. */
  settle(): this {
    for (let round = 0; round < 10_000; round += 1) {
      const view = this.view;
      const steps = decideNext(view);
      const [wake] = steps;
      this.wakeAtMs = wake?.type === "wake" ? wake.atMs : null;
      if (wake === undefined || wake.type === "wake") return this;
      this.#performAll(steps, view);
    }
    throw new Error("the decisions do not settle");
  }

  command(command: Partial<RunCommand> & Pick<RunCommand, "type">): RunEvent {
    this.#commands += 1;
    const full = {
      id: `cmd_${this.#commands}`,
      runId: "run_1",
      scenarioId: null,
      percent: null,
      force: false,
      fault: null,
      actor: presenter,
      ...command,
    };
    const view = this.view;
    const before = this.events.length;
    this.#performAll(decideCommand(view, full), view);
    this.settle();
    const answer = this.events[before];
    if (answer === undefined) throw new Error("the command got no answer");
    return answer;
  }

  /** Reports items of the oldest batch in flight; the batch does not end. */
  reportItems(id: string, count: number): this {
    const bench = this.bench(id);
    const [batch] = bench.inFlight;
    if (batch === undefined) throw new Error(`${id} has no batch under way`);
    finish(bench, openItems(bench, batch).slice(0, count));
    return this.settle();
  }

  /** Ends the oldest batch of the scenario; `failed` of its items have failed, the last `missing` ones are not reported. */
  finishBatch(id: string, options: { failed?: number; missing?: number; pick?: number } = {}): this {
    const bench = this.bench(id);
    const [batch] = bench.inFlight.splice(options.pick ?? 0, 1);
    if (batch === undefined) throw new Error(`${id} has no batch under way`);
    const items = openItems(bench, batch);
    const reported = items.slice(0, Math.max(0, items.length - (options.missing ?? 0)));
    finish(bench, reported);
    const failed = reported.slice(0, options.failed ?? 0);
    bench.itemsFailed += failed.length;
    for (const item of failed) bench.errors.add(`no number in row ${item + 1}`);
    bench.failedRanges.push(...failed.map((item): Range => [item, item + 1]));
    bench.quietSinceMs = null;
    bench.batchesDone += 1;
    bench.freeWorkers += 1;
    return this.settle();
  }

  /** Ends the scenario's batches until none is in flight. */
  runOn(id: string): this {
    while (this.bench(id).inFlight.length > 0) this.finishBatch(id);
    return this;
  }

  /** The oldest batch of the scenario fails after its first `done` items. */
  breakBatch(id: string, kind: FailureKind, message: string, done = 0): this {
    const bench = this.bench(id);
    const [batch] = bench.inFlight.splice(0, 1);
    if (batch === undefined) throw new Error(`${id} has no batch under way`);
    bench.freeWorkers += 1;
    this.#breakOff(bench, batch, { kind, message }, done);
    return this.settle();
  }

  #breakOff(bench: Bench, batch: Range, failure: { kind: FailureKind; message: string }, done = 0): void {
    finish(bench, openItems(bench, batch).slice(0, done));
    bench.batchesDone += 1;
    const left = openItems(bench, batch);
    const [fromItem, lastItem] = [left[0], left.at(-1)];
    if (fromItem !== undefined && lastItem !== undefined)
      bench.unreported.push({ fromItem, toItem: lastItem + 1, ...failure });
  }

  fatal(id: string, kind: FailureKind, message: string): this {
    this.bench(id).fatal = { kind, message };
    return this.settle();
  }

  tick(ms: number): this {
    this.nowMs += ms;
    return this.settle();
  }

  /** Reports progress, like the runner's sampler. */
  sample(id: string, memoryMb: number | null = null): void {
    const totals = { ...toWork(id, this.bench(id)).measured, elapsedMs: 0 };
    this.record({
      type: "scenario.progressed",
      scenarioId: id,
      attempt: this.scenario(id).attempt,
      totals,
      memoryMb,
      workers: this.scenario(id).load.concurrency,
    });
  }

  /** kill -9 and a new runner: batches in flight are lost, workers are not ready yet. */
  crash(): void {
    for (const bench of this.benches.values()) {
      bench.inFlight = [];
      bench.unreported = [];
      bench.freeWorkers = 0;
    }
    const { epoch, crashes } = this.#state;
    this.record({
      type: "run.recovered",
      epoch: epoch + 1,
      runner: "runner-2",
      downtimeMs: 1_200,
      crashes: crashes + 1,
    });
  }

  factsOf<Type extends RunEvent["type"]>(type: Type): Extract<RunEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
  }

  #performAll(steps: readonly Step[], view: DecisionView): void {
    for (const step of steps) {
      this.onStep(step, view);
      this.performed.push(step);
      this.#perform(step);
    }
  }

  #perform(step: Step): void {
    if (step.type !== "record" && step.type !== "close-crews") this.isClosed = false;
    switch (step.type) {
      case "record":
        return this.#recordStep(step.fact, step.actor ?? runner);
      case "start-batch":
        return this.#startBatch(step);
      case "end-scenario":
        return this.#endScenario(step);
      case "lend-workers":
        this.bench(step.toScenarioId).freeWorkers += step.workers;
        return undefined;
      case "end-workers":
        if (step.workers > this.bench(step.scenarioId).freeWorkers) throw new Error("ends workers that are not free");
        this.bench(step.scenarioId).freeWorkers -= step.workers;
        return undefined;
      case "start-worker":
      case "continue-without-worker":
        throw new Error("workers do not fail to start here");
      case "end-batch":
        return this.#endBatch(step);
      case "fail-items":
        return this.#failItems(step);
      case "retry-scenario":
        return this.#retryScenario(step);
      case "disturb":
        return undefined;
      case "close-crews":
        for (const { id, status } of this.#state.scenarios) if (status === "paused") this.sample(id);
        this.isClosed = true;
        for (const bench of this.benches.values()) bench.freeWorkers = 0;
        return undefined;
      case "restart-workers":
        for (const { id, status } of this.#state.scenarios) {
          if (status === "paused" && this.startsSlowly) this.startingIn(id, 1);
          else if (status === "paused") this.ready(id);
        }
        return undefined;
      case "finish-run":
        return this.record({
          type: "run.finished",
          status: computeEndStatus(this.#state),
          results: computeResults(this.#state),
          diagnosis: null,
        });
      case "wake":
        return undefined;
    }
  }

  #recordStep(fact: UnstampedFact, actor: Actor): void {
    this.record(fact, actor);
    if (fact.type !== "batch.failed") return;
    const bench = this.bench(fact.scenarioId);
    bench.unreported = bench.unreported.filter(
      ({ fromItem, toItem }) => fromItem !== fact.fromItem || toItem !== fact.toItem,
    );
  }

  #endBatch({ scenarioId, fromItem, toItem, kind, message }: Extract<Step, { type: "end-batch" }>): void {
    const bench = this.bench(scenarioId);
    const index = bench.inFlight.findIndex(([from, to]) => from === fromItem && to === toItem);
    const [batch] = bench.inFlight.splice(index, 1);
    if (index === -1 || batch === undefined) throw new Error("ends a batch that is not under way");
    bench.freeWorkers += 1;
    bench.quietSinceMs = null;
    this.#breakOff(bench, batch, { kind, message });
  }

  #failItems({ scenarioId, fromItem, toItem, message }: Extract<Step, { type: "fail-items" }>): void {
    const bench = this.bench(scenarioId);
    const open = openItems(bench, [fromItem, toItem]);
    bench.itemsFailed += open.length;
    open.forEach(() => bench.errors.add(message));
    bench.failedRanges.push(...open.map((item): Range => [item, item + 1]));
    finish(bench, open);
  }

  /** Failed items are open again, and the new workers are ready at once. */
  #retryScenario(step: Extract<Step, { type: "retry-scenario" }>): void {
    const bench = this.bench(step.scenarioId);
    Object.assign(bench, {
      doneRanges: subtractRanges(bench.doneRanges, bench.failedRanges),
      inFlight: [],
      itemsFailed: 0,
      failedRanges: [],
      unreported: [],
      quietSinceMs: null,
      errors: new ItemErrorCounts(),
      fatal: null,
      freeWorkers: step.load.concurrency,
    });
    this.record(factForRetry(this.view, step, toWork(step.scenarioId, bench).measured), step.actor ?? runner);
    if (this.#state.startedAt === null) this.record({ type: "run.started" });
  }

  #startBatch({ scenarioId, fromItem, toItem }: Extract<Step, { type: "start-batch" }>): void {
    const bench = this.bench(scenarioId);
    if (bench.freeWorkers < 1) throw new Error(`${scenarioId} has no free worker`);
    bench.freeWorkers -= 1;
    bench.inFlight.push([fromItem, toItem]);
  }

  #endScenario(step: Extract<Step, { type: "end-scenario" }>): void {
    const bench = this.bench(step.scenarioId);
    bench.inFlight = [];
    bench.freeWorkers = 0;
    this.record(factForEnding(this.view, step, toWork(step.scenarioId, bench)), step.actor ?? runner);
  }

  #stamp(fact: UnstampedFact, actor: Actor): RunEvent {
    const at = new Date(Date.UTC(2026, 0, 1) + this.nowMs).toISOString();
    const event: NewRunEvent = { ...fact, atMs: this.nowMs, at, actor };
    return { ...event, seq: this.events.length + 1 };
  }
}

/** The items that a batch with this window has left. */
function openItems({ spec, doneRanges }: Bench, window: Range): number[] {
  return listOpen(new ItemSet(spec.items, doneRanges), window);
}

function finish(bench: Bench, items: readonly number[]): void {
  bench.doneRanges = mergeRanges([...bench.doneRanges, ...items.map((item): Range => [item, item + 1])]);
}

function requireState(state: RunState | null): RunState {
  if (state === null) throw new Error("no state");
  return state;
}

function toWork(scenarioId: string, bench: Bench): ScenarioWork {
  const done = new ItemSet(bench.spec.items, bench.doneRanges);
  const itemsDone = done.size;
  const itemsFailed = bench.itemsFailed;
  return {
    scenarioId,
    done,
    inFlight: bench.inFlight.map((range) => ({ range, aliveAtMs: bench.quietSinceMs ?? Infinity })),
    unreported: [...bench.unreported],
    lastFinishedMs: null,
    freeWorkers: bench.freeWorkers,
    failedStarts: [],
    startingWorkers: bench.startingWorkers,
    waitingWorkers: 0,
    itemErrors: bench.errors.list(),
    fatal: bench.fatal,
    measured: {
      itemsDone,
      itemsOk: itemsDone - itemsFailed,
      itemsFailed,
      batchesDone: bench.batchesDone,
      busyMs: itemsDone * 10,
      quality: itemsDone === 0 ? null : 0.9,
      metrics: { accuracy: itemsDone === 0 ? null : 0.9 },
      cpuWaitMs: 0,
      inputTokens: 0,
      outputTokens: 0,
    },
  };
}
