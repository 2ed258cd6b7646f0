import { describe, expect, test } from "vitest";
import { ItemErrorCounts, toErrorText } from "../../../lib/core/metrics/item-errors.ts";
import { describeItemErrors } from "../../../lib/core/words/describe-item-errors.ts";

function countErrors(errors: readonly (string | null)[]) {
  const counts = new ItemErrorCounts();
  for (const error of errors) counts.add(error);
  return counts.list();
}

describe("errors of items", () => {
  test("[D8] the same error of different items is one, the most frequent first; other codes are others", () => {
    const errors = ["exited with code 2", "row 7: exited with code 1", "row 8: exited with code 1", null];
    expect(countErrors(errors)).toEqual([
      { text: "row 7: exited with code 1", count: 2 },
      { text: "exited with code 2", count: 1 },
      { text: "no reason given", count: 1 },
    ]);
  });

  test("[D8] a text is one line, cut, without a final full stop", () => {
    expect(toErrorText("It answered 400:\n  no text.")).toBe("It answered 400: no text");
    expect(toErrorText("x".repeat(5_000))).toHaveLength(200);
  });

  test("[D8] any number of different errors takes little room, and the sentence counts all items", () => {
    const letters = "abcdefghijkl".split("");
    const list = countErrors(letters.flatMap((one) => letters.map((other) => `q${one}${other}`)));
    expect(list).toHaveLength(5);
    expect(describeItemErrors(list, 144)).toBe("qaa (1×), qab (1×), qac (1×), others (141×)");
    expect(describeItemErrors([], 0)).toBe("");
  });
});
