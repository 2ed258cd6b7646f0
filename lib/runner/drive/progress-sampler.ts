import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { Crew } from "../crew/crew.ts";

/** Progress is cumulative, so ten samples a second lose nothing. */
const SAMPLE_INTERVAL_MS = 100;

export type ProgressSampler = { stop(): void };

/** A change of memory, relative and in MB, that is recorded even without finished items. */
const MOVED_SHARE = 0.1;
const MOVED_MB = 16;

type Footprint = { readonly memoryMb: number | null; readonly workers: number };

/** Records scenario.progressed for every scenario with new results or changed memory or workers. */
export function startProgressSampler(
  crews: () => Iterable<Crew>,
  progressOf: (crew: Crew) => UnstampedFact,
  record: (facts: UnstampedFact[]) => void,
): ProgressSampler {
  const recorded = new WeakMap<Crew, Footprint>();
  const timer = setInterval(() => {
    const facts: UnstampedFact[] = [];
    for (const crew of crews()) {
      const { memoryMb, workers } = crew;
      const before = recorded.get(crew);
      const moved = before !== undefined && hasMoved(before, { memoryMb, workers });
      if (!crew.tally.takeProgressed() && !moved) continue;
      recorded.set(crew, { memoryMb, workers });
      crew.settleBusyTime();
      facts.push(progressOf(crew));
    }
    if (facts.length > 0) record(facts);
  }, SAMPLE_INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}

function hasMoved(before: Footprint, now: Footprint): boolean {
  if (before.workers !== now.workers) return true;
  if (before.memoryMb === null || now.memoryMb === null) return before.memoryMb !== now.memoryMb;
  return Math.abs(now.memoryMb - before.memoryMb) >= Math.max(MOVED_MB, MOVED_SHARE * before.memoryMb);
}
