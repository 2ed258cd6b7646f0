export const RUN_END_STATUSES = ["complete", "partial", "failed", "cancelled"] as const;
export type RunEndStatus = (typeof RUN_END_STATUSES)[number];

export const RUN_STATUSES = ["queued", "preparing", "running", "holding", "paused", ...RUN_END_STATUSES] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const SCENARIO_STATUSES = ["pending", "running", "paused", "complete", "failed", "cancelled"] as const;
export type ScenarioStatus = (typeof SCENARIO_STATUSES)[number];

/**
 * All allowed changes of a scenario's status. `paused → paused` changes only the reason, such as a pause by the presenter
 * while holding at a milestone; `failed → pending` is a new attempt.
 */
const TRANSITIONS: { readonly [from in ScenarioStatus]: readonly ScenarioStatus[] } = {
  pending: ["running", "failed", "cancelled"],
  running: ["paused", "complete", "failed", "cancelled"],
  paused: ["running", "paused", "complete", "failed", "cancelled"],
  complete: [],
  failed: ["pending"],
  cancelled: [],
};

export function canTransition(from: ScenarioStatus, to: ScenarioStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Throws for a change that is not allowed: a fact that implies it is a bug of its writer. */
export function requireTransition(
  scenario: { id: string; status: ScenarioStatus },
  to: ScenarioStatus,
  seq: number,
): void {
  if (canTransition(scenario.status, to)) return;
  throw new Error(`Event ${seq}: scenario ${scenario.id} cannot go from ${scenario.status} to ${to}`);
}

/** Whether the scenario's current attempt has ended. */
export function isEnded(scenario: { readonly status: ScenarioStatus }): boolean {
  return scenario.status === "complete" || scenario.status === "failed" || scenario.status === "cancelled";
}
