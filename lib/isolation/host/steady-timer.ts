import type { Clock } from "../../core/ports/clock.ts";

/**
 * Calls `onDue` after `limitMs` of a clock that may stop. A plain timer that fell due while its process was stopped
 * fires on waking, before the messages that have arrived meanwhile are read. Returns a function that cancels it.
 */
export function startSteadyTimer({ nowMs }: Pick<Clock, "nowMs">, limitMs: number, onDue: () => void): () => void {
  const dueMs = nowMs() + limitMs;
  let timer = setTimeout(check, limitMs);

  function check(): void {
    const leftMs = dueMs - nowMs();
    // timers may fire a millisecond early
    if (leftMs > 1) timer = setTimeout(check, leftMs);
    else onDue();
  }

  return () => clearTimeout(timer);
}
