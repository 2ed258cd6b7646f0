import { MAX_SPANS, type FaultSpan, type Span } from "./state.ts";

/** Ends the open span and starts the next; empty spans are dropped, neighbours of the same kind are merged. */
export function openSpan(spans: readonly Span[], kind: Span["kind"], atMs: number): readonly Span[] {
  const closed = closeSpan(spans, atMs);
  const last = closed.at(-1);
  if (last?.kind === kind && last.toMs === atMs) return [...closed.slice(0, -1), { ...last, toMs: null }];
  return [...(closed.length < MAX_SPANS ? closed : joinPairs(closed)), { kind, fromMs: atMs, toMs: null }];
}

/** At most `most` spans, if merging steps allows it. */
export function thinSpans(spans: readonly Span[], most: number): readonly Span[] {
  if (spans.length <= most) return spans;
  const thinned = joinPairs(spans);
  return thinned.length < spans.length ? thinSpans(thinned, most) : spans;
}

/**
 * Merges pairs of running spans that are separated only by a wait at a gate, and their waits. The drawing shifts by less than
 * a step; the total time of each kind stays exact.
 */
function joinPairs(spans: readonly Span[]): readonly Span[] {
  const thinned: Span[] = [];
  for (let index = 0; index < spans.length;) {
    const [work, wait, ...rest] = spans.slice(index, index + 4);
    const joined = work === undefined || wait === undefined ? null : joinSteps(work, wait, rest);
    thinned.push(...(joined ?? spans.slice(index, index + 1)));
    index += joined === null ? 1 : 4;
  }
  return thinned;
}

function joinSteps(work: Span, wait: Span, [nextWork, nextWait]: readonly Span[]): Span[] | null {
  if (work.kind !== "running" || wait.kind !== "sync-point") return null;
  if (nextWork?.kind !== "running" || nextWait?.kind !== "sync-point" || wait.toMs !== nextWork.fromMs) return null;
  const turnMs = work.fromMs + spanMs(work, work.fromMs) + spanMs(nextWork, nextWork.fromMs);
  return [
    { ...work, toMs: turnMs },
    { ...nextWait, fromMs: turnMs },
  ];
}

/** Ends the open span, if any. */
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

/** Ends the active fault, if any. */
export function closeFaults(faults: readonly FaultSpan[], atMs: number): readonly FaultSpan[] {
  return faults.map((span) => (span.toMs === null ? { ...span, toMs: atMs } : span));
}
