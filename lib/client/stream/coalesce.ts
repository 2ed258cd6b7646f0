/** Passes the first value on at once and then at most one, the latest, each interval: never a debounce, so that a busy run does not go silent. */
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
