import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { Claim } from "../../core/ports/event-log.ts";
import type { RunState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";

/**
 * The first fact under a claim; none when the run stands where the last recovery left it, since nothing has changed.
 * `crashes`: those that count, at most the claim's.
 */
export function factsOfClaim(state: RunState, claim: Claim, crashes: number, runner: string): UnstampedFact[] {
  const { epoch, downtimeMs } = claim;
  if (state.status === "queued") return [{ type: "run.preparing", epoch, runner }];
  if (isJustRecovered(state) && claim.crashes === state.crashes) return [];
  return [{ type: "run.recovered", epoch, runner, crashes, downtimeMs: downtimeMs ?? 0 }];
}

/** Whether nothing has been stored since the last recovery: run time has not moved, and no scenario has been resumed. */
function isJustRecovered({ recoveries, atMs, interrupted, scenarios }: RunState): boolean {
  const isRunning = scenarios.some(({ status }) => status === "running");
  return recoveries.at(-1)?.atMs === atMs && !interrupted && !isRunning;
}

/** Starts or resumes all prepared scenarios together. */
export function factsOfStart(state: RunState): UnstampedFact[] {
  const facts: UnstampedFact[] = state.startedAt === null ? [{ type: "run.started" }] : [];
  for (const { id: scenarioId, status, attempt, pauseReason } of state.scenarios) {
    if (status === "pending") facts.push({ type: "scenario.started", scenarioId, attempt });
    if (pauseReason === "recovery") facts.push({ type: "scenario.resumed", scenarioId });
  }
  return facts;
}

/** Fails all open scenarios; the run then finishes with the diagnosis. */
export function factsOfGivingUp(state: RunState, diagnosis: string): UnstampedFact[] {
  return state.scenarios
    .filter((scenario) => !isEnded(scenario))
    .map(({ id: scenarioId, totals }) => ({
      type: "scenario.failed",
      scenarioId,
      kind: "exception",
      message: diagnosis,
      totals,
    }));
}
