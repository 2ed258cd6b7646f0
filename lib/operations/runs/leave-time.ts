import { DEFAULT_WAIT_LIMIT_MS } from "../../core/inputs/defaults.ts";
import type { RunSpec } from "../../core/run/spec.ts";

/** A fitted run must not be cut off where the smoke run was too optimistic, or where the machine becomes slower. */
const BUDGET_PER_LENGTH = 3;

/** The spec with a length: time budgets of at least three times the length, and milestones that wait for as long as it, unless set otherwise. */
export function leaveTimeFor(spec: RunSpec, lengthSeconds: number): RunSpec {
  const lengthMs = lengthSeconds * 1_000;
  const { waitLimitMs, scenarios } = spec;
  return {
    ...spec,
    lengthSeconds,
    waitLimitMs: waitLimitMs === DEFAULT_WAIT_LIMIT_MS ? Math.max(waitLimitMs, lengthMs) : waitLimitMs,
    scenarios: scenarios.map((scenario) => ({
      ...scenario,
      timeBudgetMs: Math.max(scenario.timeBudgetMs, lengthMs * BUDGET_PER_LENGTH),
    })),
  };
}
