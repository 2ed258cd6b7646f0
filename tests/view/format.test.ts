import { describe, expect, test } from "vitest";
import {
  computePercentDone,
  formatClock,
  formatDuration,
  formatQuality,
  formatShare,
  keepUnits,
} from "../../lib/view/format/format.ts";

describe("formatted numbers", () => {
  test("durations carry a unit at every size", () => {
    const texts = [0, 0.42, 3.25, 31.4, 850, 1_200, 9_960, 35_000, 185_000, 3_840_000].map((ms) =>
      formatDuration(ms).replaceAll("\u00a0", " "),
    );
    expect(texts).toEqual([
      "0 s",
      "0.42 ms",
      "3.3 ms",
      "31 ms",
      "850 ms",
      "1.2 s",
      "10 s",
      "35 s",
      "3 min 05 s",
      "1 h 04 min",
    ]);
  });

  test("a share is never rounded to all or nothing", () => {
    expect([0, 0.004, 0.5, 0.999, 1].map((share) => formatShare(share).replaceAll("\u00a0", " "))).toEqual([
      "0 %",
      "<1 %",
      "50 %",
      "99 %",
      "100 %",
    ]);
  });

  test("the run clock counts whole seconds and hours", () => {
    expect([0, 35_900, 724_000, 3_729_000].map(formatClock)).toEqual(["0:00", "0:35", "12:04", "1:02:09"]);
  });

  test("a quality has two digits, a missing one is a dash", () => {
    expect([0.934, 1, 0, null].map(formatQuality)).toEqual([".93", "1.00", ".00", "–"]);
  });

  test("[A6] 100 % is shown only when every item is done, and never more", () => {
    expect([
      computePercentDone(799, 800),
      computePercentDone(800, 800),
      computePercentDone(900, 800),
      computePercentDone(0, 0),
    ]).toEqual([99, 100, 100, 0]);
  });
});

test("figures stay with their units at line breaks", () => {
  expect(keepUnits("simple 13 %, took 3 min 5 s and 512 MB; 4 samples of 2 sizes")).toBe(
    "simple 13\u00a0%, took 3\u00a0min 5\u00a0s and 512\u00a0MB; 4 samples of 2 sizes",
  );
});
