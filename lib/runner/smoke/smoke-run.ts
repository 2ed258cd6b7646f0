import type { FitFailure } from "../../core/run/events.ts";
import { computePaceMs, type AlonePace, type SmokePace } from "../../core/estimate/smoke.ts";
import type { SkillHost, WorkerRequest } from "../../core/ports/skill-host.ts";
import { SmokeWorker } from "./smoke-worker.ts";

export type SmokeLimits = {
  /** for the skill to become ready */
  readonly prepareMs: number;
  /** all workers of the run side by side */
  readonly togetherMs: number;
  /** those of the largest scenario alone, no more than processors, once they are warm */
  readonly aloneMs: number;
  /** how long each part, and the warming, continues until a few items of each size are finished */
  readonly patienceMs: number;
};

export const SMOKE_LIMITS: SmokeLimits = { prepareMs: 60_000, togetherMs: 1_000, aloneMs: 1_500, patienceMs: 8_000 };

/** A pace from fewer items is too rough. */
const MIN_ITEMS = 3;
/** Nobody waits for a processor all the time. */
const LEAST_PROCESSORS = 0.05;
/** On a busy machine a part continues until its workers had the processor for this share of its length. */
const MIN_OWN_SHARE = 0.4;

export type SmokePlan = { readonly request: WorkerRequest; readonly concurrency: number; readonly batchSize: number };

export type SmokeOptions = {
  readonly host: SkillHost;
  /** ascending by size, the largest last */
  readonly plans: readonly SmokePlan[];
  readonly nowMs: () => number;
  readonly limits: SmokeLimits;
  /** processors of this machine */
  readonly processors: number;
  /** how the skill's program starts, if its makers measured it: a worker is measured once it is warm */
  readonly coldStart?: { readonly items: number; readonly extraMs: number } | undefined;
  /** ends the smoke run */
  readonly signal: AbortSignal;
};

type Crew = { readonly plan: SmokePlan; readonly workers: readonly SmokeWorker[] };

/**
 * Measures the pace of each scenario with a few of its items, in the workers that the run itself will have: all of them side by
 * side, then those of the largest scenario alone. The skill is opened with the planned sizes, since they may determine what an
 * item takes. Nothing that it does is recorded, and all its processes have ended at the end.
 */
export async function runSmoke(options: SmokeOptions): Promise<readonly SmokePace[] | FitFailure> {
  const crews: Crew[] = [];
  const changes = new Changes();
  try {
    const failure = await openAll(options, crews, () => changes.notify());
    if (failure !== null) return failure;
    return await measure(options, crews, changes);
  } finally {
    await endAll(crews.flatMap(({ workers }) => workers));
  }
}

async function openAll(
  { host, plans, nowMs, limits, signal }: SmokeOptions,
  crews: Crew[],
  onChange: () => void,
): Promise<FitFailure | null> {
  const late = AbortSignal.timeout(limits.prepareMs);
  const limit = AbortSignal.any([signal, late]);
  const opened = await Promise.all(
    plans.map(async ({ request, concurrency, batchSize }) => {
      const starts = Array.from({ length: concurrency }, () => host.start(request, { onLog: () => undefined }, limit));
      const settled = await Promise.allSettled(starts);
      const workers = settled.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
      const plan = { request, concurrency, batchSize };
      const settings = { items: request.items, batchSize, nowMs, onChange };
      return { plan, workers: workers.map((worker) => new SmokeWorker(worker, settings)) };
    }),
  );
  crews.push(...opened);
  if (opened.every(({ plan, workers }) => workers.length === plan.concurrency)) return null;
  return late.aborted ? "timeout" : "failed";
}

async function measure(
  options: SmokeOptions,
  crews: readonly Crew[],
  changes: Changes,
): Promise<readonly SmokePace[] | FitFailure> {
  const { nowMs, limits, signal } = options;
  const workers = crews.flatMap((crew) => crew.workers);
  for (const worker of workers) void worker.run();
  const goals = crews.map((crew) => setGoal(crew.workers, limits.togetherMs));
  const readProcessors = startProcessors(workers, nowMs);
  await changes.until(() => goals.every((isReached) => isReached()), {
    leastMs: limits.togetherMs,
    mostMs: limits.patienceMs,
    signal,
  });
  const togetherProcessors = readProcessors();
  const paces = crews.map(({ plan, workers: those }): SmokePace => {
    const { scenarioId, items } = plan.request;
    const togetherMs = paceSince(those, 0);
    return { scenarioId, items, concurrency: plan.concurrency, togetherMs, alone: null };
  });
  if (workers.every(({ done }) => done === 0))
    return workers.every(({ hasFailed }) => hasFailed) ? "failed" : "timeout";
  const largest = crews.at(-1);
  if (largest === undefined || paces.at(-1)?.togetherMs === null) return paces;
  const those = largest.workers.slice(0, Math.max(1, options.processors));
  await endAll(workers.filter((worker) => !those.includes(worker)));
  const alone = await measureAlone(options, { ...largest, workers: those }, togetherProcessors, changes);
  return paces.map((pace, at) => (at === paces.length - 1 ? { ...pace, alone } : pace));
}

async function measureAlone(
  { nowMs, limits, coldStart = { items: 0, extraMs: 0 }, signal }: SmokeOptions,
  { workers }: Crew,
  togetherProcessors: number | null,
  changes: Changes,
): Promise<AlonePace | null> {
  const isWarm = (): boolean => workers.every(({ done, hasFailed }) => hasFailed || done >= coldStart.items);
  await changes.until(isWarm, { leastMs: 0, mostMs: limits.patienceMs, signal });
  const fromMs = nowMs();
  const readProcessors = startProcessors(workers, nowMs);
  await changes.until(setGoal(workers, limits.aloneMs), {
    leastMs: limits.aloneMs,
    mostMs: limits.patienceMs,
    signal,
  });
  const [wallMs, processors] = [paceSince(workers, fromMs), readProcessors()];
  if (wallMs === null) return null;
  const { extraMs } = coldStart;
  if (processors === null || togetherProcessors === null)
    return { ownMs: wallMs, coldMs: extraMs, processors: null, workers: workers.length };
  const working = workers.filter(({ hasFailed }) => !hasFailed).length;
  return {
    ownMs: (wallMs * processors) / Math.max(1, working),
    coldMs: extraMs,
    processors: Math.max(processors, togetherProcessors),
    workers: workers.length,
  };
}

function paceSince(workers: readonly SmokeWorker[], fromMs: number): number | null {
  return computePaceMs(workers.map((worker) => worker.momentsSince(fromMs)));
}

/** How many processors the workers have together from now on; null where the system does not report it. */
function startProcessors(workers: readonly SmokeWorker[], nowMs: () => number): () => number | null {
  const [startedMs, ownBeforeMs] = [nowMs(), sumOwnMs(workers)];
  return () => {
    const passedMs = nowMs() - startedMs;
    if (passedMs <= 0 || workers.some(({ reportsWaits }) => !reportsWaits)) return null;
    return Math.min(workers.length, Math.max(LEAST_PROCESSORS, (sumOwnMs(workers) - ownBeforeMs) / passedMs));
  };
}

/** Whether workers have done enough since now for a part of this length. */
function setGoal(workers: readonly SmokeWorker[], lengthMs: number): () => boolean {
  const [doneBefore, ownBeforeMs] = [countDone(workers), sumOwnMs(workers)];
  const ownGoalMs = lengthMs * MIN_OWN_SHARE * workers.length;
  return () =>
    workers.every(({ hasFailed }) => hasFailed) ||
    (countDone(workers) - doneBefore >= MIN_ITEMS && sumOwnMs(workers) - ownBeforeMs >= ownGoalMs);
}

function sumOwnMs(workers: readonly SmokeWorker[]): number {
  return workers.reduce((sum, { ownMs }) => sum + ownMs, 0);
}

function countDone(workers: readonly SmokeWorker[]): number {
  return workers.reduce((sum, { done }) => sum + done, 0);
}

async function endAll(workers: readonly SmokeWorker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.end()));
}

type Wait = { readonly leastMs: number; readonly mostMs: number; readonly signal: AbortSignal };

/** Lets one wait for a condition that holds after a change, or for a limit. */
class Changes {
  #check: () => void = () => undefined;

  notify(): void {
    this.#check();
  }

  /** Resolves once the condition holds and `leastMs` have passed, after `mostMs`, or when the signal aborts. */
  async until(holds: () => boolean, { leastMs, mostMs, signal }: Wait): Promise<void> {
    const reached = Promise.withResolvers<void>();
    let isLongEnough = false;
    this.#check = () => {
      if (isLongEnough && holds()) reached.resolve();
    };
    const least = setTimeout(() => {
      isLongEnough = true;
      this.#check();
    }, leastMs);
    const most = setTimeout(reached.resolve, mostMs);
    const abort = (): void => reached.resolve();
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    await reached.promise;
    signal.removeEventListener("abort", abort);
    clearTimeout(least);
    clearTimeout(most);
    this.#check = () => undefined;
  }
}
