import { formatCount, formatDuration } from "../format/format.ts";

const NBSP = "\u00a0";
const UNITS = [
  { sizeMs: 365 * 86_400_000, name: "years", fromMs: 730 * 86_400_000 },
  { sizeMs: 86_400_000, name: "days", fromMs: 48 * 3_600_000 },
  { sizeMs: 3_600_000, name: "h", fromMs: 120 * 60_000 },
  { sizeMs: 60_000, name: "min", fromMs: 120_000 },
  { sizeMs: 1_000, name: "s", fromMs: 1_000 },
  { sizeMs: 1, name: "ms", fromMs: 0 },
] as const;

/** "16–22 min", "45 s–3 min": the ends of an interval with two digits, the unit once where both have it. */
export function formatSpan(lowMs: number, highMs: number): string {
  const [low, high] = [toQuantity(lowMs), toQuantity(highMs)];
  if (low.name !== high.name) return `${formatQuantity(low)}–${formatQuantity(high)}`;
  return low.text === high.text ? formatQuantity(high) : `${low.text}–${formatQuantity(high)}`;
}

type Quantity = { readonly text: string; readonly name: string };

function toQuantity(ms: number): Quantity {
  const { sizeMs, name } = UNITS.find(({ fromMs }) => ms >= fromMs) ?? { sizeMs: 1, name: "ms" };
  const digits = Number((ms / sizeMs).toPrecision(2));
  return { text: digits >= 1_000 ? formatCount(digits) : String(digits), name };
}

function formatQuantity({ text, name }: Quantity): string {
  return `${text}${NBSP}${name}`;
}

/** "48 → 49 ms", "850 ms → 1.2 s" as its two ends: the unit once where both have it. */
export function toSpanEnds(fromMs: number, toMs: number): readonly [string, string] {
  const [from, to] = [formatDuration(fromMs), formatDuration(toMs)];
  const [first, unit, rest] = from.split(NBSP);
  const isShared = rest === undefined && to.split(NBSP).length === 2 && to.endsWith(`${NBSP}${unit}`);
  return [isShared && first !== undefined ? first : from, to];
}
