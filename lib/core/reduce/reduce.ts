import { assertNever } from "../kit/assert-never.ts";
import type { RunEvent } from "../run/events.ts";
import { hasAdvanced } from "./progress.ts";
import { gatherMilestone, pauseScenario, releaseMilestone, releaseStep, resumeScenario } from "./gate.ts";
import { reduceFailure } from "./failure.ts";
import { lendWorkers } from "./lending.ts";
import { reduceWorkers } from "./workers.ts";
import { recordCommand, reduceRun } from "./run.ts";
import { endScenario, logScenario, progressScenario, reachMilestone, startScenario, withScenario } from "./scenario.ts";
import { computeRunStatus } from "../run/run-status.ts";
import { startState } from "../run/start-state.ts";
import type { RunState } from "../run/state.ts";

/** The state after one more event. An event already folded (seq ≤ lastSeq) changes nothing; an impossible one throws. */
export function reduce(state: RunState, event: RunEvent): RunState {
  if (event.seq <= state.lastSeq) return state;
  const applied = apply(state, event);
  const changed = applied.crashes > 0 && hasAdvanced(state, applied, event) ? { ...applied, crashes: 0 } : applied;
  // other writers stamp facts with the latest run time that they know
  const stamped = { ...changed, lastSeq: event.seq, atMs: Math.max(state.atMs, event.atMs), at: event.at };
  return { ...stamped, status: computeRunStatus(stamped) };
}

function apply(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "run.queued":
    case "run.preparing":
    case "run.sizes-fitted":
    case "run.started":
    case "run.recovered":
    case "run.reopened":
    case "run.capped":
    case "skill.changed":
    case "run.suspended":
    case "run.interrupted":
    case "run.finished":
      return reduceRun(state, event);
    case "scenario.started":
      return startScenario(state, event);
    case "scenario.progressed":
      return progressScenario(state, event);
    case "scenario.pausing":
      return withScenario(state, event.scenarioId, (scenario) => ({ ...scenario, pausing: true }));
    case "scenario.paused":
      return pauseScenario(state, event);
    case "scenario.resumed":
      return resumeScenario(state, event);
    case "scenario.completed":
    case "scenario.failed":
    case "scenario.cancelled":
      return endScenario(state, event);
    case "scenario.logged":
      return logScenario(state, event);
    case "scenario.retried":
    case "scenario.stalled":
    case "batch.failed":
    case "batch.retried":
    case "batch.recovered":
    case "worker.failed":
    case "worker.recovered":
    case "fault.injected":
    case "fault.ended":
      return reduceFailure(state, event);
    case "workers.lent":
      return lendWorkers(state, event);
    case "workers.ended":
    case "workers.started":
      return reduceWorkers(state, event);
    case "milestone.reached":
      return reachMilestone(state, event);
    case "milestone.gathered":
      return gatherMilestone(state, event);
    case "milestone.released":
      return releaseMilestone(state, event);
    case "step.released":
      return releaseStep(state, event);
    case "command.accepted":
    case "command.refused":
      return recordCommand(state, event);
    default:
      return assertNever(event);
  }
}

/** Folds events, ascending by seq, onto `from` or from the run's first fact; null when there is nothing to fold. */
export function foldRun(events: readonly RunEvent[], from: RunState | null = null): RunState | null {
  let state = from;
  for (const event of events) state = state === null ? startRun(event) : reduce(state, event);
  return state;
}

function startRun(event: RunEvent): RunState {
  if (event.type === "run.queued") return startState(event);
  throw new Error(`Event ${event.seq}: a run begins with run.queued, not with ${event.type}`);
}
