const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** "16 kB", "1.3 MB", "57 GB": in powers of 1,000, the space unbreakable. */
export function formatBytes(bytes: number): string {
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = value < 9.95 && unit > 0 ? 1 : 0;
  return `${value.toFixed(digits)}\u00a0${UNITS[unit]}`;
}
