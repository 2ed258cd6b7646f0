/**
 * Runs work and measures the longest turn of this thread's event loop meanwhile, in CPU time: unlike a delay, it does not grow
 * when other processes use the CPU.
 */
export async function measureLongestTurn<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly result: Value; readonly longestMs: number }> {
  let longestMs = 0;
  let isDone = false;
  let before = process.threadCpuUsage();
  const tick = (): void => {
    const now = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (now.user + now.system - before.user - before.system) / 1_000);
    before = now;
    if (!isDone) setImmediate(tick);
  };
  setImmediate(tick);
  const result = await work();
  await new Promise((resolve) => setImmediate(resolve));
  isDone = true;
  return { result, longestMs };
}
