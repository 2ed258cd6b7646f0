const TIME_STEPS_MS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000,
  60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
] as const;

/** Ticks of a time axis starting at 0, at steps used on clocks; at most `count` steps up to `max`. */
export function computeTimeTicks(max: number, count: number): number[] {
  const step = TIME_STEPS_MS.find((ms) => max / ms <= count) ?? computeStep(max, count);
  return ticksUpTo(max, step);
}

/** Ticks starting at 0, at steps of 1, 2 or 5 times a power of ten. */
export function computeCountTicks(max: number, count: number): number[] {
  return ticksUpTo(max, Math.max(1, computeStep(max, count)));
}

/** Ticks of a logarithmic axis within [min, max]: powers of ten, with 2 and 5 between them on short axes. */
export function computeLogTicks(min: number, max: number): number[] {
  if (!(min > 0) || !(max > min)) return [];
  const decades = Math.log10(max / min);
  const parts = decades > 3 ? [1] : decades > 1.5 ? [1, 3] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power += 1)
    for (const part of parts) {
      const tick = Number(`${part}e${power}`);
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  return ticks;
}

const LOG_TIMES_MS = [
  1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 60_000, 180_000, 600_000, 1_800_000, 3_600_000, 10_800_000,
  36_000_000, 86_400_000, 259_200_000, 864_000_000,
] as const;

/** Ticks of a logarithmic time axis: round durations about threefold apart, or tenfold on long axes. */
export function computeLogTimeTicks(min: number, max: number): number[] {
  const within = LOG_TIMES_MS.filter((ms) => ms >= min && ms <= max);
  if (within.length < 3) return computeLogTicks(min, max);
  return within.length > 6 ? within.filter((_, i) => (within.length - 1 - i) % 2 === 0) : within;
}

function computeStep(max: number, count: number): number {
  if (!(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max / count));
  const part = [1, 2, 5, 10].find((each) => max / (each * power) <= count) ?? 10;
  return part * power;
}

function ticksUpTo(max: number, step: number): number[] {
  const count = Math.floor(max / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** "0", "80 s", "2 min", "1.5 h": short, and never wrapped. */
export function formatTimeTick(ms: number): string {
  if (ms === 0) return "0";
  const { sizeMs, unit } = UNITS.find(({ fromMs }) => ms >= fromMs) ?? { sizeMs: 1, unit: "ms" };
  return `${Number((ms / sizeMs).toPrecision(3))}\u00a0${unit}`;
}

const UNITS = [
  { fromMs: 172_800_000, sizeMs: 86_400_000, unit: "d" },
  { fromMs: 7_200_000, sizeMs: 3_600_000, unit: "h" },
  { fromMs: 120_000, sizeMs: 60_000, unit: "min" },
  { fromMs: 1_000, sizeMs: 1_000, unit: "s" },
] as const;
