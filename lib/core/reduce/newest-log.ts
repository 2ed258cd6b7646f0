import type { ScenarioState } from "../run/state.ts";

/** The number from which on log lines are among the newest `most` of all scenarios; 0 when there are no more. */
export function findOldestLogSeq(scenarios: readonly Pick<ScenarioState, "log">[], most: number): number {
  const seqs = scenarios.flatMap(({ log }) => log.map(({ seq }) => seq)).toSorted((a, b) => b - a);
  return seqs[most - 1] ?? 0;
}
