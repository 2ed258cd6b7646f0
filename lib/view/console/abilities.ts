import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded as isScenarioEnded } from "../../core/run/statuses.ts";

/** The commands that one scenario would accept now. */
export type Abilities = {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly cancel: boolean;
  readonly fault: boolean;
  readonly endFault: boolean;
  /** failed batches wait for a retry or a skip */
  readonly retry: boolean;
  /** failed, and can start a new attempt */
  readonly restart: boolean;
};

/** Of a console that may not act. */
export const NO_ABILITIES: Abilities = {
  pause: false,
  resume: false,
  cancel: false,
  fault: false,
  endFault: false,
  retry: false,
  restart: false,
};

export function selectAbilities(state: RunState, scenario: ScenarioState): Abilities {
  const open = !isScenarioEnded(scenario) && !isRunOver(state.status);
  const started = open && scenario.status !== "pending";
  const paused = isPauseRequested(scenario);
  return {
    pause: started && !paused,
    resume: started && paused,
    cancel: open,
    fault: started,
    endFault: open && scenario.fault !== null,
    retry: started && scenario.brokenBatches.length > 0,
    restart: canRestart(state, scenario),
  };
}

/** Also after the run has ended, unless a cap or the presenter stopped it. */
export function canRestart(state: RunState, scenario: ScenarioState): boolean {
  return scenario.status === "failed" && state.capped === null && state.status !== "cancelled";
}

/** Progress of "Pause all": `pausing` until the batches in progress have ended. */
export type PauseState = "none" | "pausing" | "paused";

export function selectPauseState({ scenarios }: Pick<RunState, "scenarios">): PauseState {
  const active = scenarios.filter(({ status }) => status === "running" || status === "paused");
  if (active.length === 0 || !active.every(isPauseRequested)) return "none";
  return active.some(({ pausing }) => pausing) ? "pausing" : "paused";
}

function isPauseRequested({ pausing, pauseReason }: ScenarioState): boolean {
  return pausing || pauseReason === "user-halt";
}
