/**
 * Every way in which a scenario's status may change. `paused → paused` is a change of reason alone, such as a halt
 * while waiting at a milestone; `failed → pending` is a new attempt.
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

/** Throws when the table does not know the change: a fact that claims it is a bug of its writer. */
export function requireTransition(
  scenario: { id: string; status: ScenarioStatus },
  to: ScenarioStatus,
  seq: number,
): void {
  if (canTransition(scenario.status, to)) return;
  throw new Error(`Event ${seq}: scenario ${scenario.id} cannot go from ${scenario.status} to ${to}`);
}

/** Whether nothing more will come of the scenario's current attempt. */
export function isEnded(scenario: { readonly status: ScenarioStatus }): boolean {
  return scenario.status === "complete" || scenario.status === "failed" || scenario.status === "cancelled";
}

export type RunEndStatus = "complete" | "partial" | "failed" | "cancelled";

export type RunStatus = "queued" | "preparing" | "running" | "holding" | "paused" | RunEndStatus;

export type ScenarioStatus = "pending" | "running" | "paused" | "complete" | "failed" | "cancelled";
