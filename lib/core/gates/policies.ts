import type { ReleaseReason } from "../run/events.ts";
import { isMilestone, type Gate } from "./gates.ts";
import type { RunSpec } from "../run/spec.ts";

/** What a policy may know of the scenarios at a gate. */
export type BarrierView = {
  /** ids of the scenarios that have not ended and are still below the gate */
  readonly awaited: readonly string[];
  /** an awaited scenario ended while others waited here */
  readonly endedWhileAwaited: boolean;
  /** since the first arrival, or since a new attempt began, less the time in which the whole run was paused */
  readonly waitedMs: number;
  /** every scenario that has not ended is paused by the presenter */
  readonly allPaused: boolean;
  readonly forcedByPresenter: boolean;
};

export type GatherReason = Exclude<ReleaseReason, "presenter" | "free-running">;

export type BarrierAnswer =
  | { readonly open: true; readonly reason: ReleaseReason }
  /** `gathered` says why nobody but the presenter is awaited any more; null while scenarios are */
  | { readonly open: false; readonly waitingFor: readonly string[]; readonly gathered: GatherReason | null };

/** When a gate opens. The sync modes are values of this shape: who asks never branches on the mode. */
export type BarrierPolicy = (view: BarrierView) => BarrierAnswer;

export const freeRunning: BarrierPolicy = () => ({ open: true, reason: "free-running" });

/** Opens once everyone is there, or `waitLimitMs` after the first arrival. */
export function milestone(options: { readonly waitLimitMs: number }): BarrierPolicy {
  return (view) => {
    const answer = lockStep(view);
    if (answer.open || view.allPaused || view.waitedMs < options.waitLimitMs) return answer;
    return { open: true, reason: "timeout" };
  };
}

/** Opens once everyone is there, however long it takes: time budgets end a scenario that is stuck. */
export const lockStep: BarrierPolicy = ({ awaited, endedWhileAwaited, forcedByPresenter }) => {
  if (forcedByPresenter) return { open: true, reason: "presenter" };
  if (awaited.length > 0) return { open: false, waitingFor: awaited, gathered: null };
  return { open: true, reason: endedWhileAwaited ? "sibling-ended" : "all-arrived" };
};

/** Where the policy would open, waits for the presenter instead, without limit. */
export function holdForMe(policy: BarrierPolicy): BarrierPolicy {
  return (view) => {
    const answer = policy(view);
    if (!answer.open || answer.reason === "presenter" || answer.reason === "free-running") return answer;
    return { open: false, waitingFor: [], gathered: answer.reason };
  };
}

/** The policy that rules a gate of the run. */
export function choosePolicy(spec: RunSpec, gate: Gate): BarrierPolicy {
  if (spec.sync === "free-running") return freeRunning;
  const policy = spec.sync === "milestone" ? milestone(spec) : lockStep;
  return spec.hold === "presenter" && isMilestone(gate) ? holdForMe(policy) : policy;
}
