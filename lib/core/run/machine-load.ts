/** Processors of the runner's machine; `idleMs` grows and is counted from the start of the runner, summed over them. */
export type MachineLoad = { readonly processors: number; readonly idleMs: number };

/** The load over a run, ascending in run time, at most MAX_READINGS. */
export type MachineHistory = {
  readonly processors: number;
  readonly readings: readonly { readonly atMs: number; readonly idleMs: number }[];
};

const MAX_READINGS = 160;
const MIN_GAP_MS = 250;

/** Adds a reading unless it follows the last one closely; every other one is dropped when there are too many. */
export function addReading(
  history: MachineHistory | undefined,
  { processors, idleMs }: MachineLoad,
  atMs: number,
): MachineHistory {
  const readings = history?.readings ?? [];
  const [first, last] = [readings[0], readings.at(-1)];
  const gapMs = first === undefined || last === undefined ? 0 : (last.atMs - first.atMs) / MAX_READINGS;
  if (last !== undefined && history !== undefined && atMs - last.atMs < Math.max(MIN_GAP_MS, gapMs)) return history;
  const all = [...readings, { atMs, idleMs }];
  return { processors, readings: all.length > MAX_READINGS ? all.filter((_, i) => i % 2 === 0) : all };
}
