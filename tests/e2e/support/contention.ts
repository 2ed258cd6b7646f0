/**
 * How much longer work takes than on the idle machine, ≥1. Time limits are those of an idle machine; tests on a busy
 * one stretch them by this factor.
 */
export function measureContention(): number {
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - startedAtMs < 300);
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, (performance.now() - startedAtMs) / ((user + system) / 1_000));
}
