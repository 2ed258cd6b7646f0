import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areNamesWide, placeAlongAxis, spreadLabels } from "../../lib/view/charts/label-layout.ts";
import { labelRoom } from "../../lib/view/charts/quality.ts";

describe("labels on lines", () => {
  test("[F3] [F7] names take at most two fifths of a chart: long ones stand above it on a phone, short ones beside the lines", () => {
    const roomOf = (label: string): number => {
      const series = [{ id: "one", index: 0, label, target: 1, points: [] }];
      return labelRoom({ series, milestones: [], domain: [0, 1], ticks: [] }, 13);
    };
    const [phonePx, hallPx] = [358, 640];
    expect(areNamesWide(roomOf("Strict words only please"), phonePx)).toBe(true);
    expect(areNamesWide(roomOf("Strict words only please"), hallPx)).toBe(false);
    expect(areNamesWide(roomOf("complex"), phonePx)).toBe(false);
  });

  test("labels with enough room keep their place", () => {
    expect(
      spreadLabels(
        [
          { center: 20, height: 10 },
          { center: 50, height: 10 },
        ],
        0,
        100,
      ),
    ).toEqual([20, 50]);
  });

  test("close labels are spread evenly, in order", () => {
    expect(
      spreadLabels(
        [
          { center: 52, height: 10 },
          { center: 50, height: 10 },
        ],
        0,
        100,
      ),
    ).toEqual([56, 46]);
  });

  test("no two overlap and none leaves the chart while there is room", () => {
    const boxes = fc.array(
      fc.record({ center: fc.integer({ min: 0, max: 200 }), height: fc.integer({ min: 5, max: 20 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(boxes, (labels) => {
        const centers = spreadLabels(labels, 0, 200);
        const placed = labels
          .map((label, i) => ({
            top: (centers[i] ?? 0) - label.height / 2,
            bottom: (centers[i] ?? 0) + label.height / 2,
          }))
          .toSorted((a, b) => a.top - b.top);
        for (const [i, label] of placed.entries()) {
          expect(label.top).toBeGreaterThanOrEqual((placed[i - 1]?.bottom ?? 0) - 1e-6);
          expect(label.bottom).toBeLessThanOrEqual(200 + 1e-6);
        }
      }),
    );
  });

  test("texts along the axis give way to those before them", () => {
    expect(
      placeAlongAxis(
        [
          { at: 0, width: 50 },
          { at: 40, width: 50 },
          { at: 90, width: 50 },
        ],
        120,
        1,
      ),
    ).toEqual([{ x: 0, lane: 0 }, null, null]);
  });
});
