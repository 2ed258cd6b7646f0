import type { Clock, SystemClock } from "../core/ports/clock.ts";
import type { Suspension } from "../core/run/events.ts";

export type SteadyClock = Clock & {
  /** Call every BEAT_MS. Returns the suspensions since the last call. */
  beat(): readonly Suspension[];
};

export const BEAT_MS = 500;
/** A shorter gap is a busy machine. */
const MIN_GAP_MS = 2_000;

/**
 * A clock that stops while this process does not run, so that this time counts in no time budget, wait limit or limit of a
 * batch. A stopped process reads no clock, so a gap between two readings shows the stop, whichever timer fires first on
 * waking; the beat bounds the gaps of a running process. While the computer itself is suspended, the system's `nowMs`
 * stops anyway, and the time since the boot shows it.
 */
export function createSteadyClock(system: SystemClock): SteadyClock {
  let lastMs = system.nowMs();
  let skippedMs = 0;
  let lastBeat = { nowMs: lastMs, bootMs: system.bootMs() };
  let suspensions: Suspension[] = [];

  function read(): number {
    const nowMs = system.nowMs();
    const gapMs = nowMs - lastMs;
    lastMs = nowMs;
    if (gapMs >= MIN_GAP_MS) {
      skippedMs += gapMs;
      suspensions.push({ cause: "process", suspendedMs: gapMs });
    }
    return nowMs - skippedMs;
  }

  return {
    wallTime: () => system.wallTime(),
    nowMs: read,
    beat() {
      read();
      const beat = { nowMs: lastMs, bootMs: system.bootMs() };
      const suspendedMs = beat.bootMs - lastBeat.bootMs - (beat.nowMs - lastBeat.nowMs);
      lastBeat = beat;
      if (suspendedMs >= MIN_GAP_MS) suspensions.push({ cause: "computer", suspendedMs });
      const seen = suspensions;
      suspensions = [];
      return seen;
    },
  };
}
