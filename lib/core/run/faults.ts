/**
 * What the fault button does to the workers of one scenario. slow: they get a quarter of the CPU time until the fault ends;
 * fail: every batch fails until the fault ends or the scenario has failed; hang: they are stopped; kill: busy workers are
 * killed, or idle ones if none is busy; memory: one of them exceeds its memory limit. A new attempt starts without a fault.
 */
export const FAULT_KINDS = ["slow", "fail", "hang", "kill", "memory"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Whether a fault stays active until it is ended; the others are injected once. */
export function isLastingFault(fault: FaultKind): boolean {
  return fault === "slow" || fault === "fail";
}
