import { holdsAtGates, planBoundaries } from "../gates/gates.ts";
import type { RunSpec, ScenarioSpec } from "../run/spec.ts";

const known = new WeakMap<RunSpec, Map<string, number>>();

/**
 * How many of its workers a scenario can keep at work on average: batches end at gates, and where scenarios wait for each
 * other nobody works beyond one, so that a few batches at most lie between two. Items / Σ makespan of each stretch, in
 * items, its batches given in order to whoever is free.
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

/** Until the last of them is done, in items of one worker. */
function computeMakespan(batches: readonly number[], workers: number): number {
  const busyUntil = Array.from({ length: workers }, () => 0);
  for (const batch of batches) {
    const free = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[free] = (busyUntil[free] ?? 0) + batch;
  }
  return Math.max(...busyUntil);
}
