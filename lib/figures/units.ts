/** Milliseconds of each unit of time, by its lower-case spellings. */
const TIME_UNITS_MS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e-6, "ns", "nsec", "nsecs", "nanos", "nanosecond", "nanoseconds"],
      [1e-3, "us", "µs", "μs", "usec", "usecs", "micros", "microsecond", "microseconds"],
      [1, "ms", "msec", "msecs", "millis", "millisecond", "milliseconds", "millisekunden"],
      [1_000, "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes", "segundos"],
      [60_000, "m", "min", "mins", "minute", "minutes", "minuten"],
      [3_600_000, "h", "hr", "hrs", "hour", "hours"],
      [86_400_000, "d", "day", "days"],
    ] as const
  ).flatMap(([ms, ...names]) => names.map((name): [string, number] => [name, ms])),
);

/** Factors of a number by its suffix: k is 1,000 and Ki 1,024. */
const SCALES: ReadonlyMap<string, number> = new Map([
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["", 1],
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["Ki", 1024],
  ["ki", 1024],
  ["m", 1e6],
  ["g", 1e9],
  ["t", 1e12],
  ["Mi", 1024 ** 2],
  ["Gi", 1024 ** 3],
  ["Ti", 1024 ** 4],
]);

const NUMBER = String.raw`\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?`;
const WITH_UNIT = new RegExp(String.raw`(${NUMBER})\s*([a-zµμ]+)\s*`, "giy");
const PLAIN = new RegExp(`^(?:${NUMBER})$`);
const POWER = /^(\d+)\s*(?:\^|\*\*)\s*(\d+)$/;
const SHIFT = /^(\d+)\s*<<\s*(\d+)$/;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SCALED = new RegExp(String.raw`^(${NUMBER})\s*([kKmMgGtT]i?|thousand|million|billion)?s?([bB]|[bB]ytes?)?$`);
const COUNTED = new RegExp(
  String.raw`^((?:${NUMBER})(?:\s*(?:[kKmMgGtT]i?|thousand|million|billion)(?=\s))?)\s+([A-Za-z][A-Za-z ]*)$`,
);

/** The milliseconds of a unit of time; null for any other text. */
export function toUnitMs(name: string): number | null {
  return TIME_UNITS_MS.get(name.toLowerCase()) ?? null;
}

/** Reads "1.2ms", "3 s", "1m 05s", "0:01:05" or, in the given unit, "1.2"; null for any other text. */
export function parseDuration(text: string, unitMs: number | null): number | null {
  const trimmed = text.trim();
  if (PLAIN.test(trimmed)) return unitMs === null ? null : Number(trimmed) * unitMs;
  // "1:30" alone may be minutes or hours
  const clock = /^(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/.exec(trimmed);
  if (clock !== null && clock[1] === undefined && !trimmed.includes(".")) return null;
  if (clock !== null) return (Number(clock[1] ?? 0) * 3_600 + Number(clock[2]) * 60 + Number(clock[3])) * 1_000;
  const parts = [...trimmed.matchAll(WITH_UNIT)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  if (parts.length === 0 || length !== trimmed.length) return null;
  let [totalMs, lastMs] = [0, Number.POSITIVE_INFINITY];
  for (const [, number = "", unit = ""] of parts) {
    const ms = toUnitMs(unit);
    // "5s 1m" is a typing error rather than 65 s
    if (ms === null || ms >= lastMs) return null;
    totalMs += Number(number) * ms;
    lastMs = ms;
  }
  return totalMs;
}

export type Size = {
  readonly value: number;
  /** the word after the number: "rows" of "500 rows", "bytes" of "4 KiB" */
  readonly word: string | null;
  /** a decimal suffix was read, which some tools mean as a power of two */
  readonly hasDecimalSuffix: boolean;
};

/** Reads "1000", "4k", "10 KiB", "1e6", "2^20", "10⁶", "1<<20", "2 million" or "500 rows"; null for any other text. */
export function parseSize(text: string): Size | null {
  const trimmed = text
    .trim()
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?!.*[⁰¹²³⁴⁵⁶⁷⁸⁹])/,
      (raised) => `^${raised.replaceAll(/./g, (sign) => String(SUPERSCRIPTS.indexOf(sign)))}`,
    );
  const shift = SHIFT.exec(trimmed);
  if (shift !== null) return { value: Number(shift[1]) * 2 ** Number(shift[2]), word: null, hasDecimalSuffix: false };
  const power = POWER.exec(trimmed);
  if (power !== null) return { value: Number(power[1]) ** Number(power[2]), word: null, hasDecimalSuffix: false };
  const scaled = SCALED.exec(trimmed);
  if (scaled !== null) {
    const [, number = "", suffix = "", bytes] = scaled;
    const value = round(Number(number) * (SCALES.get(suffix) ?? Number.NaN));
    return { value, word: bytes === undefined ? null : "bytes", hasDecimalSuffix: /^[kmgt]$/i.test(suffix) };
  }
  const [, number = "", word = ""] = COUNTED.exec(trimmed) ?? /^(\d+\^\d+)\s+([A-Za-z][A-Za-z ]*)$/.exec(trimmed) ?? [];
  const size = word === "" ? null : parseSize(number);
  return size === null ? null : { ...size, word: word.trim() };
}

/** Removes the error of binary fractions: 1.1k is 1100, not 1100.0000000000002. */
function round(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-9 * whole ? whole : value;
}

/** Reads "0.975", "97.5 %" or, in percent, "97.5" as a share of 1; null for any other text. */
export function parseShare(text: string, isPercent: boolean): number | null {
  const found = /^(.*?)\s*(%?)$/.exec(text.trim());
  const [number = "", sign = ""] = found?.slice(1) ?? [];
  if (!PLAIN.test(number)) return null;
  // multiplying by 0.01 would turn 97.5 into 0.9750000000000001
  return sign === "%" || isPercent ? Number(number) / 100 : Number(number);
}
