import fc from "fast-check";
import { expect, test } from "vitest";
import {
  centreWithin,
  fitFont,
  fitHeld,
  placeNumbers,
  placeTimes,
  shareOf,
} from "../../../lib/view/room/place-words.ts";

const SIZE = { plot: 115, font: 2.5 };

test("[F2] a number stands beside the line that would strike it through, on the side on which it was reached", () => {
  const half = shareOf("30", SIZE) / 2 + (0.25 * SIZE.font) / SIZE.plot;
  const [reached] = placeNumbers([{ percent: 30, x: 0.4 }], [0.405], SIZE);
  expect(reached?.x).toBeCloseTo(0.405 - half);
  const [later] = placeNumbers([{ percent: 30, x: 0.41 }], [0.405], SIZE);
  expect(later?.x).toBeCloseTo(0.405 + half);
  expect(placeNumbers([{ percent: 30, x: 0.4 }], [0.6], SIZE)).toEqual([{ percent: 30, x: 0.4 }]);
});

test("[F2] whatever was reached and opened, no number touches a line, another number or the edge; the latest stays", () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 9 }), fc.array(place, { maxLength: 8 }), (xs, lines) => {
      const ticks = xs.toSorted((a, b) => a - b).map((x, i) => ({ percent: 10 * (i + 1), x }));
      const placed = placeNumbers(ticks, lines, SIZE);
      const boxes = placed.map(({ percent, x }) => ({ x, half: shareOf(String(percent), SIZE) / 2 }));
      boxes.forEach(({ x, half }, i) => {
        expect(x - half).toBeGreaterThanOrEqual(0);
        expect(x + half).toBeLessThanOrEqual(1);
        for (const line of lines) expect(Math.abs(line - x)).toBeGreaterThanOrEqual(half);
        for (const other of boxes.slice(i + 1)) expect(Math.abs(other.x - x)).toBeGreaterThanOrEqual(half + other.half);
      });
    }),
    { seed: 10, numRuns: 300 },
  );
  expect(
    placeNumbers(
      [
        { percent: 50, x: 0.5 },
        { percent: 70, x: 0.505 },
      ],
      [],
      SIZE,
    ),
  ).toEqual([{ percent: 70, x: 0.505 }]);
});

test("[F2] times that would touch each other or the present are left out, and words stay within the axis", () => {
  const times = [0, 0.02, 0.3, 0.5, 0.9].map((x) => ({ text: "0:15", x }));
  expect(placeTimes(times, SIZE, { x: 0.51, width: 0.06 }).map(({ x }) => x)).toEqual([0, 0.3, 0.9]);
  expect(centreWithin(0.01, 0.2)).toBe(0.1);
  expect(centreWithin(0.99, 0.2)).toBe(0.9);
  expect(centreWithin(0.1, 3)).toBe(0.5);
});

test("[F2] a block of a long hold says as much as it has room for", () => {
  const words = { held: "held", clock: "1:02:03" };
  expect(fitHeld(words, 0.2, SIZE)).toEqual(["held", "1:02:03"]);
  expect(fitHeld({ held: "waited", clock: "1:59" }, shareOf("1:59", SIZE), SIZE)).toEqual(["1:59"]);
  expect(fitHeld(words, 0.01, SIZE)).toEqual([]);
});

test("[F2] a sentence has its full size while it fits, and as many steps less as it takes", () => {
  const line = { font: 6.6, letterEm: 0.56, units: 167, lines: 1 };
  expect(fitFont("Waiting for complex", line)).toBe(6.6);
  for (const length of [46, 60, 90, 140]) {
    const size = fitFont("x".repeat(length), line);
    expect(size).toBeLessThan(6.6);
    expect(length * 0.56 * size).toBeLessThanOrEqual(167.2);
  }
});
