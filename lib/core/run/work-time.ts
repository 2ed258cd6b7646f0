/**
 * Busy time less the time in line for a processor, and on the way between host and worker: what the work itself took, so
 * that scenarios which share too few processors can be compared. 0 or more.
 */
export function computeWorkMs({ busyMs, cpuWaitMs }: { readonly busyMs: number; readonly cpuWaitMs: number }): number {
  return Math.max(0, busyMs - cpuWaitMs);
}
