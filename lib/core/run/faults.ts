/**
 * What the fault button does to the workers of one scenario. slow: they get a quarter of their time, until it is ended;
 * fail: each batch fails until it is ended or the scenario has failed; hang: the workers stand still; kill: those at work
 * are killed, or the idle ones when none is; memory: one of them grows beyond its limit. A new attempt begins without one.
 */
export const FAULT_KINDS = ["slow", "fail", "hang", "kill", "memory"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Of these the deed is done once; the others last until they are ended. */
export function isLastingFault(fault: FaultKind): boolean {
  return fault === "slow" || fault === "fail";
}
