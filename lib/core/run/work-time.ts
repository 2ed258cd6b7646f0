/**
 * Work time in milliseconds, ≥0: busy time minus CPU queueing and transfer between host and worker, so that scenarios that
 * compete for too few CPUs can be compared.
 */
export function computeWorkMs({ busyMs, cpuWaitMs }: { readonly busyMs: number; readonly cpuWaitMs: number }): number {
  return Math.max(0, busyMs - cpuWaitMs);
}
