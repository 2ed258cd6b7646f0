import type { Span } from "./state.ts";

/** Ends the open span and begins one of another kind; spans without length vanish and alike neighbours become one. */
export function openSpan(spans: readonly Span[], kind: Span["kind"], atMs: number): readonly Span[] {
  const closed = closeSpan(spans, atMs);
  const last = closed.at(-1);
  if (last?.kind === kind && last.toMs === atMs) return [...closed.slice(0, -1), { ...last, toMs: null }];
  return [...closed, { kind, fromMs: atMs, toMs: null }];
}

/** Ends the open span, if there is one. */
export function closeSpan(spans: readonly Span[], atMs: number): readonly Span[] {
  const last = spans.at(-1);
  if (last === undefined || last.toMs !== null) return spans;
  const before = spans.slice(0, -1);
  return atMs > last.fromMs ? [...before, { ...last, toMs: atMs }] : before;
}

/** Milliseconds of a span up to `nowMs`, ≥0. */
export function spanMs(span: Span, nowMs: number): number {
  return Math.max(0, (span.toMs ?? nowMs) - span.fromMs);
}
