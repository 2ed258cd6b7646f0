import { Session } from "node:inspector/promises";

const session = new Session();

/** Call before importing what is to be counted: V8 counts the branches of functions that it compiles from now on. */
export async function startCounting(): Promise<void> {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
}

/**
 * How often the functions and branches of `lib` are executed while `work` runs, as counted by V8. Unlike a time, it hardly
 * depends on the machine; copies made by V8 itself, such as a spread, are not counted.
 */
export async function countOperations(work: () => Promise<unknown>): Promise<number> {
  await session.post("Profiler.takePreciseCoverage");
  await work();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const own = result.filter(({ url }) => url.includes("/lib/core/") || url.includes("/lib/runner/"));
  return own
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}
