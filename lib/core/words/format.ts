import { formatPercent } from "./names.ts";
import { pluralize, type Noun } from "./plural.ts";

/** "2.75", "86", "3.2", "0.004": a multiple or a rate. */
export function formatFactor(value: number): string {
  if (value >= 10) return formatCount(value);
  if (value > 0 && value < 0.001) return "<0.001";
  return value.toFixed(value < 0.01 ? 3 : 2).replace(/\.?0+$/, "");
}

/** A multiple beyond this is out of all proportion, and no reader needs its digits. */
export const MOST_MULTIPLE = 1_000;

/** "2.75", "86", "more than 1,000": how many times as much. */
export function formatMultiple(value: number): string {
  return value > MOST_MULTIPLE ? `more than ${formatCount(MOST_MULTIPLE)}` : formatFactor(value);
}

const MOST_DECIMALS = 8;

/** "8.3", "33", "2,800", "540,000": two significant digits, as many as most measured multiples and rates have. */
export function formatRough(value: number): string {
  if (!(value >= 10)) return value > 0 && value < 0.001 ? "<0.001" : String(Number(value.toPrecision(2)));
  return formatCount(Number(value.toPrecision(2)));
}

/** "2.8", "2.04" beside 2, "more than 1,000": a measured multiple, with enough digits to differ from its bound. */
export function formatRoughMultiple(value: number, bound?: number): string {
  if (value > MOST_MULTIPLE) return formatMultiple(value);
  const isAtBound = bound !== undefined && value !== bound && Number(value.toPrecision(2)) === bound;
  return isAtBound ? value.toFixed(decimalsApart(value, bound, 2)) : formatRough(value);
}

/** The number of decimals, at least `least`, with which a value reads differently from its bound. */
function decimalsApart(value: number, bound: number, least: number): number {
  for (let decimals = least; decimals <= MOST_DECIMALS; decimals += 1) {
    if (Number(value.toFixed(decimals)) !== Number(bound.toFixed(decimals))) return decimals;
  }
  return least;
}

/** ".93", and "1.00" only for a full score; beside a bound with enough digits to differ from it: ".896" beside .90. */
export function formatScore(score: number, bound?: number): string {
  const decimals = bound === undefined ? 2 : decimalsApart(score, bound, 2);
  return Math.min(score, score < 1 ? 1 - 10 ** -decimals : score)
    .toFixed(decimals)
    .replace(/^0\./, ".");
}

/** ".8", ".05": a bound with the digits it was given. */
export function formatBound(bound: number): string {
  return String(bound).replace(/^0\./, ".");
}

/** ".90", ".995": a required score, with at least two decimals. */
export function formatTarget(target: number): string {
  return Number(target.toFixed(2)) === target ? target.toFixed(2).replace(/^0\./, ".") : formatBound(target);
}

/** ".374", "1.024", "12.3", "1,235", "<.001"; beside a bound with enough digits to differ from it. */
export function formatRatio(ratio: number, bound?: number): string {
  const size = Math.abs(ratio);
  const least = size >= 99.95 ? 0 : size >= 9.9995 ? 1 : 3;
  const decimals = bound === undefined ? least : decimalsApart(ratio, bound, least);
  if (decimals === 0) return formatCount(ratio);
  const rounded = Number(ratio.toFixed(decimals));
  if (rounded === 0 && ratio > 0) return "<.001";
  return Math.abs(rounded)
    .toFixed(decimals)
    .replace(/^0\./, rounded < 0 ? "-." : ".");
}

/** ".95", "1.2", "34": a ratio of noisy times, with two significant digits, or as many as differ from its bound. */
export function formatRoughRatio(ratio: number, bound: number): string {
  const rough = Number(ratio.toPrecision(2));
  if (rough === bound && ratio !== bound) return formatRatio(ratio, bound);
  if (!(rough >= 0.01)) return formatRatio(ratio, bound);
  return rough >= 10 ? formatCount(rough) : rough.toPrecision(2).replace(/^0\./, ".");
}

/** Smaller percentages are shown as "<.01 %". */
const LEAST_PERCENT = 0.01;

/** "8 %", ".5 %", "<.01 %": a share 0–1; beside a bound with enough digits to differ from it. */
export function formatShare(share: number, bound?: number): string {
  const percent = share * 100;
  const decimals = bound === undefined ? 0 : decimalsApart(percent, bound * 100, 0);
  if (decimals > 0) return formatPercent(formatBound(Number(percent.toFixed(decimals))));
  if (percent > 0 && percent < LEAST_PERCENT) return `<${formatPercent(formatBound(LEAST_PERCENT))}`;
  // from 9.5 on, toPrecision(1) would give 1e+1
  const shown = percent >= 9.5 || percent === 0 ? percent.toFixed(0) : percent.toPrecision(1).replace(/^0\./, ".");
  return formatPercent(shown);
}

/** "1.4 %": a share of failures, where the decimal of a few percent counts. */
export function formatErrorShare(share: number, bound?: number): string {
  const percent = Number((share * 100).toFixed(1));
  return percent > 1 && percent < 10 && !Number.isInteger(percent)
    ? formatPercent(percent.toFixed(1))
    : formatShare(share, bound);
}

/** "12 µs", "850 ms", "1.2 s", "35 s", "3 min 05 s", "2 min", "1 h 04 min", "4.2 days"; below 100 ms with two significant digits. */
export function formatDuration(ms: number): string {
  if (!(ms > 0)) return "0 s";
  if (ms < 0.1) return formatTiny(ms * 1e6);
  if (ms < 100) return `${Number(ms.toPrecision(2))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const two = (value: number): string => String(value).padStart(2, "0");
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${seconds % 60 === 0 ? "" : ` ${two(seconds % 60)} s`}`;
  const whole = Math.round(ms / 60_000);
  if (whole >= 100 * 60) return formatDays(ms / 86_400_000);
  return `${Math.floor(whole / 60)} h${whole % 60 === 0 ? "" : ` ${two(whole % 60)} min`}`;
}

function formatTiny(ns: number): string {
  if (ns < 0.01) return "<0.01 ns";
  return ns < 99.5 ? `${Number(ns.toPrecision(2))} ns` : `${Number((ns / 1_000).toPrecision(2))} µs`;
}

function formatDays(days: number): string {
  if (days >= 730) return `${formatCount(days / 365)} years`;
  return days < 9.95 ? `${days.toFixed(1)} days` : `${formatCount(days)} days`;
}

/** "1,200": a whole number with thousands separators. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** "1 mail", "2,400 mails". */
export function formatQuantity(count: number, noun: Noun): string {
  return `${formatCount(count)} ${pluralize(count, noun)}`;
}

/** Whether a size is named by its number of items, as in a file that gives no other name. */
export function isOwnName(label: string, items: number): boolean {
  return label === formatCount(items) || label === String(items);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "mails 251–262"; "mail 115" for a single one. */
export function formatItemRange(first: number, last: number, unit: Noun): string {
  return first === last
    ? `${unit.one} ${formatCount(first)}`
    : `${unit.many} ${formatCount(first)}–${formatCount(last)}`;
}

/** "120 of 2,400 mails". */
export function formatProgress(done: number, all: number, unit: Noun): string {
  return `${formatCount(done)} of ${formatQuantity(all, unit)}`;
}
