export type Throttle<Value> = {
  /** Runs at once, or at the end of the current interval with the latest value. */
  readonly request: (value: Value) => void;
  /** Drops the pending value. */
  readonly stop: () => void;
};

/** Runs at most once per interval: the first request at once, the last always. Not a debounce, which a busy run would starve. */
export function createThrottle<Value = void>(
  intervalMs: number,
  run: (value: Value) => void,
  nowMs: () => number = () => performance.now(),
): Throttle<Value> {
  let lastMs = Number.NEGATIVE_INFINITY;
  let waiting: { readonly timer: ReturnType<typeof setTimeout>; value: Value } | null = null;

  function fire(value: Value): void {
    waiting = null;
    lastMs = nowMs();
    run(value);
  }

  return {
    request(value) {
      if (waiting !== null) {
        waiting.value = value;
        return;
      }
      const leftMs = lastMs + intervalMs - nowMs();
      if (leftMs <= 0) return fire(value);
      const held = { timer: setTimeout(() => fire(held.value), leftMs), value };
      waiting = held;
    },
    stop() {
      if (waiting !== null) clearTimeout(waiting.timer);
      waiting = null;
    },
  };
}
