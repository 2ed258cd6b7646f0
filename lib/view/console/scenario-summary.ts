import { assertNever } from "../../core/kit/assert-never.ts";
import { RELEASE_WORDS } from "../../core/words/release-words.ts";
import { countItemsDone } from "../../core/run/totals.ts";
import { areAllPaused, isRunOver, isToBeFitted } from "../../core/run/run-status.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { FAILURE_LABELS } from "../../core/words/names.ts";
import { computePercentDone, formatAhead, formatCount } from "../format/format.ts";
import { stepperText } from "../text/console.ts";
import { runText, scenarioText } from "../text/run.ts";

export type StatusTone = "run" | "hold" | "pause" | "good" | "bad" | "quiet" | "cancelled";

/** Status and figures of one scenario, in the order of display. */
export type ScenarioSummary = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly items: number;
  /** its size is still to be fitted to this machine */
  readonly isToBeFitted: boolean;
  readonly itemsDone: number;
  readonly itemsFailed: number;
  readonly percent: number;
  readonly quality: number | null;
  readonly status: string;
  readonly tone: StatusTone;
  readonly elapsedMs: number;
  readonly memoryMb: number | null;
  readonly workers: number;
  readonly attempt: number;
};

export function selectScenarioSummaries(state: RunState): readonly ScenarioSummary[] {
  return state.spec.scenarios.map((spec, index) => {
    const scenario = state.scenarios.find((each) => each.id === spec.id);
    if (!scenario) throw new Error(`Run ${state.runId} has no state of scenario ${spec.id}`);
    const { totals } = scenario;
    const itemsDone = countItemsDone(scenario);
    return {
      id: spec.id,
      index,
      label: spec.label,
      items: spec.items,
      isToBeFitted: isToBeFitted(state),
      itemsDone,
      itemsFailed: totals.itemsFailed,
      percent: computePercentDone(itemsDone, spec.items),
      quality: totals.quality,
      ...describeStatus(scenario, state),
      elapsedMs: totals.elapsedMs,
      memoryMb: scenario.memoryMb,
      workers: scenario.workers,
      attempt: scenario.attempt,
    };
  });
}

type Status = { readonly status: string; readonly tone: StatusTone };

function describeStatus(scenario: ScenarioState, state: RunState): Status {
  switch (scenario.status) {
    case "pending":
      if (scenario.attempt > 1) return { status: scenarioText.restarting, tone: "quiet" };
      return {
        status: state.status === "preparing" ? scenarioText.gettingReady : scenarioText.notStarted,
        tone: "quiet",
      };
    case "running":
      return describeRunning(scenario);
    case "paused":
      return describePause(scenario);
    case "complete":
      return scenario.totals.itemsFailed > 0
        ? { status: scenarioText.completeWithFailures(formatCount(scenario.totals.itemsFailed)), tone: "good" }
        : { status: scenarioText.complete, tone: "good" };
    case "failed":
      return { status: FAILURE_LABELS[scenario.failure?.kind ?? "exception"], tone: "bad" };
    case "cancelled":
      return { status: scenarioText.cancelled, tone: "cancelled" };
    default:
      return assertNever(scenario.status);
  }
}

function describeRunning({ pausing, brokenBatches, attempt }: ScenarioState): Status {
  if (pausing) return { status: scenarioText.pausing, tone: "pause" };
  if (brokenBatches.length > 0) return { status: scenarioText.retrying, tone: "pause" };
  return { status: attempt > 1 ? scenarioText.attempt(attempt) : scenarioText.running, tone: "run" };
}

function describePause(scenario: ScenarioState): Status {
  switch (scenario.pauseReason) {
    case "user-halt":
      return { status: scenarioText.paused, tone: "pause" };
    case "recovery":
      return { status: scenarioText.recovering, tone: "pause" };
    case "worker-start":
      return { status: scenarioText.startingWorkers, tone: "pause" };
    case "retry":
      return { status: scenarioText.waiting, tone: "pause" };
    case "presenter-hold":
    case "sync-point":
    case null:
      return { status: scenarioText.holding, tone: "hold" };
    default:
      return assertNever(scenario.pauseReason);
  }
}

export type StepMark = "done" | "current" | "ahead" | "skipped";

/** One stop of the milestone stepper: start, every milestone, results. */
export type StepperStop = { readonly percent: number; readonly mark: StepMark; readonly caption: string };

export function selectStepper(state: RunState): readonly StepperStop[] {
  const ended = isRunOver(state.status);
  const started = state.startedAt !== null;
  const stops: StepperStop[] = [
    { percent: 0, mark: started ? "done" : ended ? "skipped" : "current", caption: stepperText.start },
  ];
  const currentPercent = state.spec.milestones.find((percent) => !isPassed(state, percent));
  for (const percent of state.spec.milestones) {
    const release = state.releases.find((each) => each.percent === percent);
    const here = countHere(state, percent);
    if (release && release.reason !== "free-running") {
      stops.push({
        percent,
        mark: "done",
        caption:
          release.waitedMs >= 1000
            ? stepperText.heldFor(formatAhead(release.waitedMs))
            : RELEASE_WORDS[release.reason].short,
      });
    } else if (isPassed(state, percent)) {
      stops.push({ percent, mark: "done", caption: stepperText.passed });
    } else if (percent === currentPercent && started && !ended) {
      stops.push({
        percent,
        mark: "current",
        caption: currentCaption(here, state),
      });
    } else {
      stops.push({
        percent,
        mark: ended ? "skipped" : "ahead",
        caption: ended
          ? missedCaption(here, state.scenarios.length)
          : state.spec.sync === "free-running"
            ? stepperText.noHold
            : stepperText.hold,
      });
    }
  }
  stops.push({
    percent: 100,
    mark: ended ? (state.status === "complete" ? "done" : "skipped") : "ahead",
    caption: ended ? runText.statuses[state.status] : stepperText.results,
  });
  return stops;
}

function currentCaption(here: number, state: RunState): string {
  const { scenarios, spec } = state;
  if (areAllPaused(state)) return stepperText.paused;
  if (here === 0) return stepperText.next;
  return spec.sync === "free-running"
    ? stepperText.passedOf(here, scenarios.length)
    : stepperText.hereOf(here, scenarios.length);
}

function missedCaption(here: number, all: number): string {
  return here === 0 ? stepperText.notReached : stepperText.reachedOf(here, all);
}

function isPassed(state: RunState, percent: number): boolean {
  if (state.releases.some((release) => release.percent === percent)) return true;
  return state.spec.sync === "free-running" && countHere(state, percent) === state.scenarios.length;
}

function countHere(state: RunState, percent: number): number {
  return state.scenarios.filter((scenario) => scenario.milestones.some((each) => each.percent === percent)).length;
}
