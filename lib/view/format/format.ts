import { formatDuration as formatPlainDuration, formatScore } from "../../core/words/format.ts";
import { formatPercent as formatPlainPercent } from "../../core/words/names.ts";
import { pluralize, type Noun } from "../../core/words/plural.ts";

const counts = new Intl.NumberFormat("en-US");
const NBSP = "\u00a0";

/** "2,400" */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** "50 %", the space unbreakable. */
export function formatPercent(percent: number): string {
  return keepUnits(formatPlainPercent(percent));
}

/** Keeps the figures of a sentence on one line with their units. */
export function keepUnits(sentence: string): string {
  return sentence.replaceAll(/(\d) (?=(?:%|ns|µs|ms|s|min|h|days|years|MB)(?:\W|$))/g, `$1${NBSP}`);
}

/** A share 0–1 as a whole percentage, rounded down; "<1 %" for a small one above 0. */
export function formatShare(share: number): string {
  const percent = Math.floor(share * 100);
  return percent === 0 && share > 0 ? `<${formatPercent(1)}` : formatPercent(percent);
}

/** Whole percentage of the items; 100 only when all are done. */
export function computePercentDone(itemsDone: number, items: number): number {
  if (items <= 0) return 0;
  return Math.min(100, Math.floor((100 * itemsDone) / items));
}

/** A quality 0–1 as ".93"; "1.00" only for a perfect one; an en dash for none. */
export function formatQuality(quality: number | null): string {
  return quality === null ? "–" : formatScore(quality);
}

/** Run time as a clock: "0:35", "12:04", "1:02:09". */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A duration, with unbreakable spaces before its units: "850 ms", "1.2 s", "35 s", "3 min 05 s", "1 h 04 min". */
export function formatDuration(ms: number): string {
  return keepUnits(formatPlainDuration(ms));
}

/** A moment of the run, to a tenth of a second. */
export function formatMoment(ms: number): string {
  return formatDuration(Math.round(ms / 100) * 100);
}

/** Time of day, "14:03:09", in the viewer's time zone. */
export function formatTimeOfDay(date: Date): string {
  return date.toLocaleTimeString("en-GB", { hour12: false });
}

/** "1 mail", "2,400 mails". */
export function formatQuantity(count: number, noun: Noun): string {
  return `${formatCount(count)}${NBSP}${pluralize(count, noun)}`;
}

/** A duration in whole seconds: "5 s", "2 min 30 s". */
export function formatAhead(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds}${NBSP}s`;
  return formatDuration(seconds * 1_000).replace(/ 00\s\w+$/, "");
}

/** Remaining time, rounded to its uncertainty: "a moment", "about 40 s", "about 2 min 30 s". */
export function formatAbout(ms: number): string {
  if (ms < 3_000) return "a moment";
  const stepMs = ms < 20_000 ? 1_000 : ms < 60_000 ? 5_000 : ms < 600_000 ? 10_000 : 60_000;
  return `about${NBSP}${formatAhead(Math.round(ms / stepMs) * stepMs)}`;
}
