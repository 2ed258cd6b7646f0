import { expect, test } from "vitest";
import { formatShare } from "../../../lib/core/words/format.ts";

test.each([
  [0, "0 %"],
  [1e-9, "<.01 %"],
  [0.005, ".5 %"],
  [0.08, "8 %"],
  [0.0949, "9 %"],
  [0.095, "10 %"],
  [0.09999, "10 %"],
  [0.374, "37 %"],
  [1, "100 %"],
])("[I5] a share of %d is written as %s", (share, words) => {
  expect(formatShare(share)).toBe(words);
});
