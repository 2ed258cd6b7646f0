import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonValue } from "../../../lib/core/kit/json.ts";
import { compareResult } from "../../../lib/skills/adapters/compare.ts";
import { hideInCuts } from "../../../lib/skills/adapters/cut-text.ts";
import { Expect, ResultMapping } from "../../../lib/skills/definition/expect.ts";

type Given = Partial<{ match: string; tolerance: number }>;
const NO_MAPPING = ResultMapping.parse({});

function compare(result: JsonValue, expected: JsonValue | undefined, given: Given = {}, mapping = NO_MAPPING) {
  return compareResult(result, expected, Expect.parse({ column: "label", ...given }), mapping);
}

describe("what is shown of a long result", () => {
  const KEY = 'sk-Attack/Secret+"0123456789abcdefXYZ';
  afterEach(() => hideInCuts({}));

  test.each([
    ["in the middle of an outcome", 250],
    ["at the end of an outcome", 500],
  ])("[O3] no part of a secret is left where it is cut %s", (_, limit) => {
    hideInCuts({ KEY });
    for (let shown = 1; shown < KEY.length; shown++) {
      const result = `${"q".repeat(limit - shown)}${KEY}`;
      expect(compare(result, limit === 250 ? "a" : undefined).outcome).toMatch(
        /^q+\[[secret KEY\]]*(?:, expected a)?$/,
      );
    }
  });

  test("[O3] a structured result without the field is quoted without its secrets", () => {
    hideInCuts({ KEY });
    const mapping = ResultMapping.parse({ value: "label" });
    for (let before = 150; before < 200; before++) {
      const long = { nope: "q".repeat(before) + KEY };
      expect(() => compare(long, "a", {}, mapping)).toThrow(/^[^/+]*$/);
    }
  });
});

test("[D1] a pattern that would take years is interrupted, and the error names it", () => {
  expect(() => compare(`${"a".repeat(40)}b`, "^(a+)+$", { match: "regex" })).toThrow(
    "The expected pattern ^(a+)+$ takes more than 1 s on this result.",
  );
  expect(compare("aaa", "^(a+)+$", { match: "regex" }).values).toEqual({ compared: 1, correct: 1 });
});

describe("results against the expected column", () => {
  test.each<[string, JsonValue, JsonValue, Given, 0 | 1]>([
    ["the same text", "spam", "spam", {}, 1],
    ["spaces around", " spam\n", "spam", {}, 1],
    ["another case", "Spam", "spam", {}, 0],
    ["a number and its text", 1, "1.0", {}, 1],
    ["a sum in binary", 0.1 + 0.2, "0.3", {}, 1],
    ["numbers apart", 2.4, "2.5", {}, 0],
    ["numbers within the tolerance", 2.4, "2.5", { tolerance: 0.1 }, 1],
    ["a text where a number is asked for", "many", "2", { match: "number" }, 0],
    ["the same digits as texts", "1.0", "1", { match: "exact" }, 0],
    ["a pattern", "error 404: not found", String.raw`\b4\d\d\b`, { match: "regex" }, 1],
    ["a part", "the answer is 42.", "42", { match: "contains" }, 1],
    ["true and its text", true, "true", {}, 1],
    ["a field of the column's name", { label: "ham", score: 0.2 }, "ham", {}, 1],
    ["a usual field", { result: "ham", score: 0.2 }, "ham", {}, 1],
    ["the only field", { anything: "ham" }, "ham", {}, 1],
  ])("[M10] %s", (_, result, expected, given, correct) => {
    expect(compare(result, expected, given).values).toEqual({ compared: 1, correct });
  });

  test("[M10] a row without anything expected is not compared", () => {
    for (const nothing of [null, undefined, "", "  "]) expect(compare("spam", nothing).values).toEqual({});
  });

  test("[M10] a wrong result shows both", () => {
    expect(compare("spam", "ham").outcome).toBe("spam, expected ham");
  });

  test("[M10] a structured result without a usable field says which ones it has", () => {
    expect(() => compare({ score: 1, verdict: "x" }, "ham")).toThrow(/no field label.*score, verdict.*result\.value/s);
  });

  test("[M10] the field that counts can be named by its path", () => {
    const mapping = ResultMapping.parse({ value: "choices.0.text" });
    expect(compare({ choices: [{ text: "ham" }] }, "ham", {}, mapping).values).toEqual({ compared: 1, correct: 1 });
    expect(() => compare({ choices: [] }, "ham", {}, mapping)).toThrow(/no choices\.0\.text/);
  });

  test("[M10] an invalid pattern fails its item, not the run", () => {
    expect(() => compare("x", "(", { match: "regex" })).toThrow(/is no regular expression/);
  });

  test("[M10] a result equals itself, and numbers compare the same both ways", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""),
        (text) => {
          expect(compare(text, text).values["correct"]).toBe(1);
        },
      ),
    );
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 10, noNaN: true }), (a, b, tolerance) => {
        const [there, back] = [compare(a, b, { tolerance }), compare(b, a, { tolerance })];
        expect(there.values["correct"]).toBe(back.values["correct"]);
      }),
    );
  });
});
