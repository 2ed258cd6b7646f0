import type { LastRun } from "../../core/ports/run-store.ts";
import { startFormText } from "../text/desk/start-form.ts";
import { formatAhead, formatCount, formatDuration } from "./format.ts";

/** The first clause of a summary, short enough for one line of a card: up to the first colon or full stop. */
export function toFirstClause(summary: string): string {
  return /^.*?(?=[:.](?:\s|$))/s.exec(summary)?.[0] ?? summary;
}

/** "Last run: 1 min 12 s without holds", with its sizes if they were others than the demo's; null when it never ran. */
export function describeLastRun(last: LastRun | undefined, items: readonly number[]): string | null {
  if (last === undefined) return null;
  const { activeMs } = last;
  const duration = activeMs < 60_000 ? formatDuration(activeMs) : formatAhead(activeMs);
  const isSame = last.items.length === items.length && last.items.every((count, at) => count === items[at]);
  return startFormText.lastRun(duration, isSame ? null : last.items.map(formatCount).join("\u00a0/\u00a0"));
}
