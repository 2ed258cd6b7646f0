import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addPoint, roundPoints, thinPoints } from "../../../lib/core/run/points.ts";
import { spanMs, thinSpans } from "../../../lib/core/run/spans.ts";
import { MAX_POINTS, type ProgressPoint, type Span } from "../../../lib/core/run/state.ts";
import { buildTotals } from "../../support/spec.ts";

const ITEMS = 10_000;
function point(itemsDone: number): ProgressPoint {
  const measured = { elapsedMs: 12.345_678, busyMs: 10.2, cpuWaitMs: 0, quality: 0.123_456_7, memoryMb: 42.449 };
  return { itemsDone, atMs: itemsDone, workers: 1, ...measured };
}

describe("thinned points", () => {
  test("[F3] are the newest of evenly spread slots, and always include the newest of all", () => {
    const items = fc.uniqueArray(fc.integer({ min: 1, max: ITEMS }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(items, fc.integer({ min: 2, max: 200 }), (counts, most) => {
        const points = counts.toSorted((a, b) => a - b).map(point);
        const thinned = thinPoints(points, ITEMS, most);
        expect(thinned.length).toBeLessThanOrEqual(most);
        expect(thinned.at(-1)).toBe(points.at(-1));
        expect(thinPoints(thinned, ITEMS, most)).toEqual(thinned);
        const gap = ITEMS / (most - 1);
        for (const { itemsDone } of points)
          expect(thinned.some((kept) => kept.itemsDone >= itemsDone && kept.itemsDone - itemsDone <= gap)).toBe(true);
      }),
    );
  });

  test("[F3] a series of MAX_POINTS is not thinned further, and takes later points", () => {
    let points: readonly ProgressPoint[] = [];
    for (let itemsDone = 1; itemsDone <= ITEMS; itemsDone += 7)
      points = addPoint({ points, memoryMb: null, workers: 1 }, buildTotals(itemsDone), itemsDone, ITEMS);
    expect(thinPoints(points, ITEMS, MAX_POINTS)).toEqual(points);
    const thinned = addPoint(
      { points: thinPoints(points, ITEMS, 50), memoryMb: null, workers: 1 },
      buildTotals(ITEMS),
      ITEMS,
      ITEMS,
    );
    expect(thinned.at(-1)?.itemsDone).toBe(ITEMS);
    expect(thinned.length).toBeLessThanOrEqual(51);
  });

  test("[F3] are rounded to what a chart shows; what is not a number stays", () => {
    const odd = { ...point(1), quality: null, memoryMb: null, busyMs: undefined as never };
    expect(roundPoints([point(7), odd])).toEqual([
      { ...point(7), elapsedMs: 12.35, busyMs: 10.2, quality: 0.1235, memoryMb: 42.4 },
      { ...odd, elapsedMs: 12.35 },
    ]);
  });
});

describe("thinned spans", () => {
  const steps = (count: number): Span[] =>
    Array.from({ length: count }, (_, i) => ({
      kind: i % 2 === 0 ? "running" : "sync-point",
      fromMs: i * 10,
      toMs: (i + 1) * 10,
    }));
  const sum = (spans: readonly Span[], kind: Span["kind"]) =>
    spans.filter((span) => span.kind === kind).reduce((total, span) => total + spanMs(span, 0), 0);

  test.each([10, 40, 150])("[F2] at most %d, with the same total of each kind and the same ends", (most) => {
    const spans = [...steps(600), { kind: "running" as const, fromMs: 6_000, toMs: null }];
    const thinned = thinSpans(spans, most);
    expect(thinned.length).toBeLessThanOrEqual(most);
    expect([sum(thinned, "running"), sum(thinned, "sync-point")]).toEqual([3_000, 3_000]);
    expect([thinned[0]?.fromMs, thinned.at(-1)]).toEqual([0, spans.at(-1)]);
    thinned.slice(1).forEach(({ fromMs }, i) => expect(fromMs).toBe(thinned[i]?.toMs));
  });

  test("[F2] spans that no merging shortens stay", () => {
    const spans = steps(20).map((span) => ({ ...span, kind: "user-halt" as const }));
    expect(thinSpans(spans, 5)).toBe(spans);
    expect(thinSpans(spans, 20)).toBe(spans);
  });
});
