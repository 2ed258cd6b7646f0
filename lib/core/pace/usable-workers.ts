import { holdsAtGates, planBoundaries } from "../gates/gates.ts";
import type { RunSpec, ScenarioSpec } from "../run/spec.ts";

const known = new WeakMap<RunSpec, Map<string, number>>();

/**
 * Average number of workers that a scenario can keep busy: batches end at gates, and where scenarios wait for each other no
 * batch starts beyond the next gate, so that there may be fewer batches than workers. = items / Σ makespan (in items of one
 * worker) of each stretch between gates, with batches assigned in order to the next free worker.
 */
export function computeUsableWorkers(
  spec: RunSpec,
  scenario: ScenarioSpec,
  { batchSize, workers }: { readonly batchSize: number; readonly workers: number },
): number {
  const ofSpec = known.get(spec) ?? new Map<string, number>();
  known.set(spec, ofSpec);
  const key = `${scenario.id} ${batchSize} ${workers}`;
  const before = ofSpec.get(key);
  if (before !== undefined) return before;
  const ends = [...new Set([...planBoundaries(spec, scenario), scenario.items])];
  const stretches = ends.map((end, i) => toBatches(end - (ends[i - 1] ?? 0), batchSize));
  const held = holdsAtGates(spec) ? stretches : [stretches.flat()];
  const usable = scenario.items / held.reduce((sum, batches) => sum + computeMakespan(batches, workers), 0);
  ofSpec.set(key, usable);
  return usable;
}

function toBatches(items: number, batchSize: number): readonly number[] {
  return Array.from({ length: Math.ceil(items / batchSize) }, (_, i) => Math.min(batchSize, items - i * batchSize));
}

/** Time until the last batch is done, in items of one worker. */
function computeMakespan(batches: readonly number[], workers: number): number {
  const busyUntil = Array.from({ length: workers }, () => 0);
  for (const batch of batches) {
    const free = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[free] = (busyUntil[free] ?? 0) + batch;
  }
  return Math.max(...busyUntil);
}
