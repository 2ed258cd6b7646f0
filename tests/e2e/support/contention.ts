/**
 * How much longer work takes than it would alone on this machine, ≥1. Limits of time are those of a quiet machine;
 * a test on a busy one stretches them by this.
 */
export function measureContention(): number {
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - startedAtMs < 300);
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, (performance.now() - startedAtMs) / ((user + system) / 1_000));
}
