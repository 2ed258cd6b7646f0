import type { GatherReason, ReleaseReason } from "../run/events.ts";
import { isMilestone, type Gate } from "./gates.ts";
import type { RunSpec } from "../run/spec.ts";

/** What a policy knows about the scenarios at a gate. */
export type BarrierView = {
  /** ids of the scenarios that have not ended and are still below the gate */
  readonly awaited: readonly string[];
  /** an awaited scenario ended while others waited here */
  readonly endedWhileAwaited: boolean;
  /** milliseconds since the first arrival, or since a new attempt began, without the time the whole run was paused */
  readonly waitedMs: number;
  /** the presenter has paused every scenario that has not ended */
  readonly allPaused: boolean;
  readonly forcedByPresenter: boolean;
};

export type BarrierAnswer =
  | { readonly open: true; readonly reason: ReleaseReason }
  /** `gathered`: why only the presenter is awaited now; null while scenarios are awaited */
  | { readonly open: false; readonly waitingFor: readonly string[]; readonly gathered: GatherReason | null };

/** Decides when a gate opens. Each sync mode is one such policy, so that callers never branch on the mode. */
export type BarrierPolicy = (view: BarrierView) => BarrierAnswer;

export const freeRunning: BarrierPolicy = () => ({ open: true, reason: "free-running" });

/** Opens once all scenarios have arrived, or `waitLimitMs` after the first arrival. */
export function milestone(options: { readonly waitLimitMs: number }): BarrierPolicy {
  return (view) => {
    const answer = lockStep(view);
    if (answer.open || view.allPaused || view.waitedMs < options.waitLimitMs) return answer;
    return { open: true, reason: "timeout" };
  };
}

/** Opens once all scenarios have arrived, without a limit: time budgets end a scenario that is stuck. */
export const lockStep: BarrierPolicy = ({ awaited, endedWhileAwaited, forcedByPresenter }) => {
  if (forcedByPresenter) return { open: true, reason: "presenter" };
  if (awaited.length > 0) return { open: false, waitingFor: awaited, gathered: null };
  return { open: true, reason: endedWhileAwaited ? "sibling-ended" : "all-arrived" };
};

/** Waits for the presenter, without a limit, where the policy would open. */
export function holdForMe(policy: BarrierPolicy): BarrierPolicy {
  return (view) => {
    const answer = policy(view);
    if (!answer.open || answer.reason === "presenter" || answer.reason === "free-running") return answer;
    return { open: false, waitingFor: [], gathered: answer.reason };
  };
}

/** The policy of a gate of the run. */
export function choosePolicy(spec: RunSpec, gate: Gate): BarrierPolicy {
  if (spec.sync === "free-running") return freeRunning;
  const policy = spec.sync === "milestone" ? milestone(spec) : lockStep;
  return spec.hold === "presenter" && isMilestone(gate) ? holdForMe(policy) : policy;
}
