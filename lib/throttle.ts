export type Throttle<Value> = {
  /** Passes the value on at once, or together with what comes meanwhile at the interval's end: the latest wins. */
  readonly request: (value: Value) => void;
  /** Drops what waits. */
  readonly stop: () => void;
};

/** Runs at most once an interval: the first request at once, the last always. Never a debounce, which a busy run would silence. */
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
