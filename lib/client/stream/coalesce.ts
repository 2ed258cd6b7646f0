/** Throttles: delivers the first value at once, then the latest at most once per interval. Not a debounce, which would silence a busy run. */
export function coalesce<Value>(
  deliver: (value: Value) => void,
  intervalMs: number,
): { push: (value: Value) => void; stop: () => void } {
  let waiting: { value: Value } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(tick, intervalMs);
    deliver(value);
  };
  return {
    push: (value) => {
      waiting = { value };
      if (timer === undefined) tick();
    },
    stop: () => clearTimeout(timer),
  };
}
