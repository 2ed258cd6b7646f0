import { assertNever } from "../kit/assert-never.ts";
import type { RunEvent, RunEventOf } from "../run/events.ts";
import { openSpan } from "../run/spans.ts";
import { MAX_SUSPENSIONS, type RunState } from "../run/state.ts";

const MAX_COMMANDS = 50;

type OwnEvent = Extract<RunEvent, { type: `run.${string}` | "skill.changed" }>;

/** Folds the facts about the run as a whole. */
export function reduceRun(state: RunState, event: OwnEvent): RunState {
  switch (event.type) {
    case "run.queued":
      throw new Error(`Event ${event.seq}: run ${state.runId} exists already`);
    case "run.preparing":
      return { ...state, epoch: event.epoch, status: "preparing" };
    case "run.sizes-fitted":
      return fitSizes(state, event);
    case "run.started":
      return { ...state, startedAt: event.at };
    case "run.recovered":
      return recoverRun(state, event);
    case "run.reopened":
      return reopenRun(state);
    case "run.capped":
      return capRun(state, event);
    case "skill.changed":
      return recordSkillChange(state, event);
    case "run.suspended":
      return recordSuspension(state, event);
    case "run.interrupted":
      return { ...state, interrupted: true };
    case "run.finished":
      return {
        ...state,
        status: event.status,
        finishedAt: event.at,
        results: event.results,
        diagnosis: event.diagnosis,
      };
    default:
      return assertNever(event);
  }
}

function fitSizes(state: RunState, event: RunEventOf<"run.sizes-fitted">): RunState {
  const { lengthSeconds, scenarios, failure } = event;
  const sizes = new Map(scenarios.map(({ scenarioId, items }) => [scenarioId, items]));
  const fitted = state.spec.scenarios.map((each) => ({ ...each, items: sizes.get(each.id) ?? each.items }));
  return {
    ...state,
    spec: { ...state.spec, scenarios: fitted },
    sizesFitted: { lengthSeconds, scenarios, failure },
  };
}

/** Once a scenario runs, the status follows the scenarios. */
function reopenRun(state: RunState): RunState {
  const reopened = { finishedAt: null, results: null, diagnosis: null, crashes: 0, workersEndedMs: null };
  return { ...state, ...reopened, status: "preparing" };
}

/** Scenarios that were running when the runner was lost are interrupted until scenario.resumed. */
function recoverRun(state: RunState, event: RunEventOf<"run.recovered">): RunState {
  const { atMs, downtimeMs, epoch, crashes } = event;
  return {
    ...state,
    epoch,
    crashes,
    interrupted: false,
    recoveries: [...state.recoveries, { atMs, downtimeMs }],
    scenarios: state.scenarios.map((scenario) =>
      scenario.status === "running"
        ? { ...scenario, status: "paused", pauseReason: "recovery", spans: openSpan(scenario.spans, "recovery", atMs) }
        : scenario,
    ),
  };
}

function recordSuspension(state: RunState, event: RunEventOf<"run.suspended">): RunState {
  const { atMs, cause, suspendedMs } = event;
  const earlier = state.suspensions ?? [];
  return { ...state, suspensions: [...earlier.slice(1 - MAX_SUSPENSIONS), { atMs, cause, suspendedMs }] };
}

/** When a run ends, both its runner and web may answer a click; the first answer counts. */
export function recordCommand(state: RunState, event: RunEventOf<"command.accepted" | "command.refused">): RunState {
  const { commandId, command, scenarioId, atMs, actor } = event;
  if (state.commands.some((answered) => answered.commandId === commandId)) return state;
  const outcome =
    event.type === "command.accepted"
      ? ({ outcome: "accepted", code: null, message: null } as const)
      : ({ outcome: "refused", code: event.code, message: event.message } as const);
  return {
    ...state,
    commands: [...state.commands.slice(1 - MAX_COMMANDS), { commandId, command, scenarioId, ...outcome, atMs, actor }],
  };
}

function capRun(state: RunState, { unit, spent, limit, atMs }: RunEventOf<"run.capped">): RunState {
  return { ...state, capped: { unit, spent, limit, atMs } };
}

function recordSkillChange(state: RunState, event: RunEventOf<"skill.changed">): RunState {
  const { recordedVersion, installedVersion } = event;
  return { ...state, skillChanged: { recordedVersion, installedVersion } };
}
