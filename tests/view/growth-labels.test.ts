import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GrowthFrame } from "../../lib/view/growth/frame.ts";
import { layoutGrowthLabels } from "../../lib/view/growth/labels.ts";
import { placeLabels, toTextBox, type Box, type TextPlace } from "../../lib/view/charts/place-labels.ts";
import { selectGrowth } from "../../lib/view/growth/growth.ts";
import type { GrowthModel } from "../../lib/view/growth/model.ts";
import { buildSampleGrowth, SAMPLE_GROWTHS } from "../support/sample-growth.ts";
import { buildSampleEnding } from "../support/sample-results.ts";

const touches = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const room = { x: 0, y: 0, width: 300, height: 200 };

describe("labels among marks", () => {
  test("a label takes its best free place, and none when all are taken", () => {
    const best = { x: 10, y: 20, anchor: "start" } as const;
    const second = { x: 10, y: 60, anchor: "start" } as const;
    const labels = [best, best, best].map(() => ({ text: "simple", places: [best, second] }));
    expect(placeLabels(labels, { taken: [], room, fontPx: 10 })).toEqual([best, second, null]);
    const taken = [toTextBox("simple", best, 10)];
    expect(placeLabels(labels.slice(0, 1), { taken, room, fontPx: 10 })).toEqual([second]);
  });

  test("no label leaves the plot or touches another", () => {
    const place: fc.Arbitrary<TextPlace> = fc.record({
      x: fc.integer({ min: -20, max: 320 }),
      y: fc.integer({ min: -20, max: 220 }),
      anchor: fc.constantFrom("start", "middle", "end"),
    });
    const label = fc.record({
      text: fc.string({ minLength: 1, maxLength: 12 }),
      places: fc.array(place, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        const boxes = placeLabels(labels, { taken: [], room, fontPx: 12 }).flatMap((found, i) =>
          found === null ? [] : [toTextBox(labels[i]?.text ?? "", found, 12)],
        );
        for (const [i, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(room.x);
          expect(box.x + box.width).toBeLessThanOrEqual(room.x + room.width);
          expect(boxes.slice(i + 1).filter((other) => touches(box, other))).toEqual([]);
        }
      }),
    );
  });
});

describe.each([3, 6])("[B5] [B6] the growth chart with %i sizes", (count) => {
  const sizes = { projector: [377, 200, 18], desk: [610, 340, 18], phone: [208, 240, 13] } as const;

  test.each(Object.entries(sizes))("names every size on a %s without overlaps", (_, size) => {
    const [width, height, fontPx] = size;
    const state = buildSampleEnding("complete", count);
    if (state.results === null) throw new Error("The sample has no results");
    const model = selectGrowth(state.results, state.spec, { asked: null, scale: "linear" });
    const plot = { x: 70, y: 30, width, height: height - fontPx * 1.5 };
    const frame: GrowthFrame = {
      plot,
      fontPx,
      x: (items) => plot.x + (items / model.xAxis.domain[1]) * plot.width,
      y: (ms) => plot.y + plot.height - fontPx * 1.5 - (ms / model.yAxis.domain[1]) * (plot.height - fontPx * 1.5),
    };
    const { points, knee, exponents } = layoutGrowthLabels(model, frame);
    expect(points.map((label) => label?.text.split(" ")[0])).toEqual(model.points.map(({ label }) => label));
    const placed = [...points, knee, ...exponents].filter((label) => label !== null);
    const boxes = placed.map((label) => toTextBox(label.text, label, fontPx));
    for (const [i, box] of boxes.entries())
      expect(boxes.slice(i + 1).filter((other) => touches(box, other))).toEqual([]);
  });
});

describe.each(SAMPLE_GROWTHS)("[B5] [B12] [B13] the growth chart of a sample: %s", (name) => {
  test.each(["linear", "log"] as const)(
    "labels do not touch, and every size that does not count has its reason, on %s axes",
    (scale) => {
      const { results, spec } = buildSampleGrowth(name);
      const model = selectGrowth(results, spec, { asked: null, scale });
      const frame = toFrame(model, { x: 70, y: 30, width: 540, height: 300 }, 20);
      const { points, excluded, best, fixedCost, knee, exponents } = layoutGrowthLabels(model, frame);
      const placed = [...points, ...excluded, best, fixedCost, knee, ...exponents].filter((label) => label !== null);
      const boxes = placed.map((label) => toTextBox(label.text, label, 20));
      for (const [i, box] of boxes.entries())
        expect(boxes.slice(i + 1).filter((other) => touches(box, other))).toEqual([]);
      expect(excluded).not.toContain(null);
      expect(best === null).toBe(model.best === null);
      expect(fixedCost === null).toBe(model.fixedCost === null);
    },
  );
});

test("[B12] on a narrow chart the gain stays beside its size, without naming it again", () => {
  const { results, spec } = buildSampleGrowth("falling");
  const model = selectGrowth(results, spec, { asked: null, scale: "linear" });
  const frame = toFrame(model, { x: 70, y: 30, width: 240, height: 240 }, 20);
  const { best } = layoutGrowthLabels(model, frame);
  expect(best?.text).toBe("3.3× as fast");
  const [x, y] = [frame.x(40), frame.y(12_000)];
  expect(Math.hypot((best?.x ?? 0) - x, (best?.y ?? 0) - y)).toBeLessThan(60);
});

function toFrame(model: GrowthModel, plot: Box, fontPx: number): GrowthFrame {
  const share = (value: number, [from, to]: readonly [number, number]) =>
    model.scale === "linear"
      ? (value - from) / (to - from)
      : Math.log(Math.max(value, from) / from) / Math.log(to / from);
  return {
    plot,
    fontPx,
    x: (items) => plot.x + share(items, model.xAxis.domain) * plot.width,
    y: (ms) => plot.y + plot.height - share(ms, model.yAxis.domain) * plot.height,
  };
}

test("[D10] an incomplete size is projected: a hollow mark and ≈", () => {
  const state = buildSampleEnding("partial");
  if (state.results === null) throw new Error("The sample has no results");
  const { points } = selectGrowth(state.results, state.spec, { asked: null, scale: "linear" });
  expect(points.map(({ label, isWhole }) => [label, isWhole])).toEqual([
    ["simple", true],
    ["medium", true],
    ["complex", false],
  ]);
});
