import { expect, test } from "vitest";
import { computeReclaimBackOffMs } from "../../../lib/core/decide/reclaim.ts";

test("[E2] the pause before a lost run is claimed again doubles up to 5 s, and its second half is random", () => {
  const losses = [1, 2, 3, 6, 7, 1_000];
  expect(losses.map((count) => computeReclaimBackOffMs(count, 0))).toEqual([50, 100, 200, 1_600, 2_500, 2_500]);
  expect(losses.map((count) => computeReclaimBackOffMs(count, 0.5))).toEqual([75, 150, 300, 2_400, 3_750, 3_750]);
});
