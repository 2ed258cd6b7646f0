import { assertNever } from "../../core/kit/assert-never.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { FAILURE_LABELS } from "../../core/words/names.ts";
import { computePercentDone } from "../format/format.ts";

export type StandingTone = "run" | "hold" | "halt" | "good" | "bad" | "quiet";

/** One scenario in a few words and figures, in the order of display. */
export type Standing = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly items: number;
  readonly itemsDone: number;
  readonly itemsFailed: number;
  readonly percent: number;
  readonly quality: number | null;
  readonly word: string;
  readonly tone: StandingTone;
  readonly elapsedMs: number;
  readonly memoryMb: number | null;
  readonly workers: number;
  readonly attempt: number;
};

export function selectStandings(state: RunState): readonly Standing[] {
  return state.spec.scenarios.map((spec, index) => {
    const scenario = state.scenarios.find((each) => each.id === spec.id);
    if (!scenario) throw new Error(`Run ${state.runId} has no state of scenario ${spec.id}`);
    const { totals } = scenario;
    // items that were given up were done by nobody: a new attempt goes on from here
    const itemsDone = scenario.status === "failed" ? totals.itemsOk : totals.itemsDone;
    return {
      id: spec.id,
      index,
      label: spec.label,
      items: spec.items,
      itemsDone,
      itemsFailed: totals.itemsFailed,
      percent: computePercentDone(itemsDone, spec.items),
      quality: totals.quality,
      ...wordOf(scenario, state),
      elapsedMs: totals.elapsedMs,
      memoryMb: scenario.memoryMb,
      workers: scenario.workers,
      attempt: scenario.attempt,
    };
  });
}

function wordOf(scenario: ScenarioState, state: RunState): { word: string; tone: StandingTone } {
  switch (scenario.status) {
    case "pending":
      if (scenario.attempt > 1) return { word: "starts again", tone: "quiet" };
      return { word: state.status === "preparing" ? "getting ready" : "not started", tone: "quiet" };
    case "running":
      return runWord(scenario);
    case "paused":
      return pauseWord(scenario);
    case "complete":
      return scenario.totals.itemsFailed > 0
        ? { word: `complete, ${scenario.totals.itemsFailed} failed`, tone: "good" }
        : { word: "complete", tone: "good" };
    case "failed":
      return { word: FAILURE_LABELS[scenario.failure?.kind ?? "exception"], tone: "bad" };
    case "cancelled":
      return { word: "cancelled", tone: "quiet" };
    default:
      return assertNever(scenario.status);
  }
}

function runWord({ pausing, brokenBatches, attempt }: ScenarioState): { word: string; tone: StandingTone } {
  if (pausing) return { word: "pausing", tone: "halt" };
  if (brokenBatches.length > 0) return { word: "retrying", tone: "halt" };
  return { word: attempt > 1 ? `attempt ${attempt}` : "running", tone: "run" };
}

function pauseWord(scenario: ScenarioState): { word: string; tone: StandingTone } {
  switch (scenario.pauseReason) {
    case "user-halt":
      return { word: "paused", tone: "halt" };
    case "recovery":
      return { word: "recovering", tone: "halt" };
    case "retry":
      return { word: "waiting", tone: "halt" };
    case "presenter-hold":
    case "sync-point":
    case null:
      return { word: "holding", tone: "hold" };
    default:
      return assertNever(scenario.pauseReason);
  }
}

export type StepMark = "done" | "current" | "ahead" | "skipped";

/** One stop of the milestone stepper: start, every milestone, results. */
export type StepperStop = { readonly percent: number; readonly mark: StepMark; readonly caption: string };

const RELEASE_CAPTIONS = {
  "all-arrived": "all arrived",
  "sibling-ended": "went on",
  timeout: "wait limit",
  presenter: "released",
  "free-running": "passed",
} as const;

export function selectStepper(state: RunState): readonly StepperStop[] {
  const ended = isEnded(state);
  const started = state.startedAt !== null;
  const stops: StepperStop[] = [
    { percent: 0, mark: started ? "done" : ended ? "skipped" : "current", caption: "start" },
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
          release.waitedMs >= 1000 ? `held ${Math.round(release.waitedMs / 1000)} s` : RELEASE_CAPTIONS[release.reason],
      });
    } else if (isPassed(state, percent)) {
      stops.push({ percent, mark: "done", caption: "passed" });
    } else if (percent === currentPercent && started && !ended) {
      stops.push({
        percent,
        mark: "current",
        caption:
          here > 0
            ? `${here} of ${state.scenarios.length} ${state.spec.sync === "free-running" ? "passed" : "here"}`
            : "next",
      });
    } else {
      stops.push({
        percent,
        mark: ended ? "skipped" : "ahead",
        caption: ended
          ? missedCaption(here, state.scenarios.length)
          : state.spec.sync === "free-running"
            ? "no stop"
            : "hold",
      });
    }
  }
  stops.push({
    percent: 100,
    mark: ended ? (state.status === "complete" ? "done" : "skipped") : "ahead",
    caption: ended ? state.status : "results",
  });
  return stops;
}

function missedCaption(here: number, all: number): string {
  return here === 0 ? "not reached" : `${here} of ${all} reached`;
}

function isPassed(state: RunState, percent: number): boolean {
  if (state.releases.some((release) => release.percent === percent)) return true;
  return state.spec.sync === "free-running" && countHere(state, percent) === state.scenarios.length;
}

function countHere(state: RunState, percent: number): number {
  return state.scenarios.filter((scenario) => scenario.milestones.some((each) => each.percent === percent)).length;
}

/** Whether the run is over, as core tells it; a restart of a scenario opens it again. */
export function isEnded(state: Pick<RunState, "finishedAt">): boolean {
  return state.finishedAt !== null;
}
