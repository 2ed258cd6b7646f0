import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded as isScenarioEnded } from "../../core/run/statuses.ts";
import { isEnded } from "./standing.ts";

/** What would be accepted for one scenario now. */
export type Abilities = {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly cancel: boolean;
  readonly fault: boolean;
  readonly endFault: boolean;
  /** batches that failed wait to be tried again or given up */
  readonly retry: boolean;
  /** it has failed and can go on as a new attempt */
  readonly restart: boolean;
};

export function selectAbilities(state: RunState, scenario: ScenarioState): Abilities {
  const open = !isScenarioEnded(scenario) && !isEnded(state);
  const started = open && scenario.status !== "pending";
  const halted = isHalted(scenario);
  return {
    pause: started && !halted,
    resume: started && halted,
    cancel: open,
    fault: started,
    endFault: open && scenario.fault !== null,
    retry: started && scenario.brokenBatches.length > 0,
    restart: canRestart(state, scenario),
  };
}

/** After the run's end too; not where it was stopped on purpose, by a cap or by the presenter. */
export function canRestart(state: RunState, scenario: ScenarioState): boolean {
  return scenario.status === "failed" && state.capped === null && state.status !== "cancelled";
}

/** How far "Pause all" has come: `pausing` while batches under way still end. */
export type Halt = "none" | "pausing" | "paused";

export function selectHalt({ scenarios }: Pick<RunState, "scenarios">): Halt {
  const active = scenarios.filter(({ status }) => status === "running" || status === "paused");
  if (active.length === 0 || !active.every(isHalted)) return "none";
  return active.some(({ pausing }) => pausing) ? "pausing" : "paused";
}

function isHalted({ pausing, pauseReason }: ScenarioState): boolean {
  return pausing || pauseReason === "user-halt";
}
