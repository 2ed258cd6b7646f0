import type { UnstampedFact } from "../core/decision.ts";
import type { Crew } from "./crew.ts";

/** Progress is cumulative, so ten samples a second lose nothing however many items finish. */
const SAMPLE_INTERVAL_MS = 100;

export type ProgressSampler = { stop(): void };

/** Records scenario.progressed for every scenario with new results. */
export function startProgressSampler(
  crews: () => Iterable<Crew>,
  progressOf: (crew: Crew) => UnstampedFact,
  record: (facts: UnstampedFact[]) => void,
): ProgressSampler {
  const timer = setInterval(() => {
    const facts: UnstampedFact[] = [];
    for (const crew of crews()) {
      if (!crew.tally.takeNews()) continue;
      crew.settleBusyTime();
      facts.push(progressOf(crew));
    }
    if (facts.length > 0) record(facts);
  }, SAMPLE_INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}
