import fc from "fast-check";
import { expect, test } from "vitest";
import { describeJsonFault } from "../../lib/input/describe-json-fault.ts";
import { findJsonFault } from "../../lib/input/json-fault.ts";

const CASES: readonly (readonly [text: string, at: number, reason: string])[] = [
  ["{'a': 1}", 1, "' is not a quote of JSON; put names and texts in double quotes"],
  ["{“a”: 1}", 1, "“ is a typographic quote"],
  ["{a: 1}", 1, 'the name a needs double quotes: "a"'],
  ['{"a": NaN}', 6, "NaN is not a value of JSON; use null"],
  ['{"a": -Infinity}', 6, "-Infinity is not a value of JSON; use null"],
  ['{"a": None}', 6, "None is not a value of JSON; use null"],
  ['{"a": True}', 6, "True is not a value of JSON; use true"],
  ['{"a": spam}', 6, "spam is not a value of JSON; put text in double quotes"],
  ['{"a": 01}', 6, "01 is not a number of JSON"],
  ['{"a": .5}', 6, ".5 is not a number of JSON"],
  ['{"a": }', 6, "a value is missing; found }"],
  ['{"a": 1,}', 8, "there is a comma before }; remove it"],
  ["[1, ]", 4, "there is a comma before ]; remove it"],
  ['{"a" 1}', 5, "a colon is missing after the name; found 1"],
  ['{"a": 1 "b": 2}', 8, 'a comma or } is missing before "'],
  ['{"a": 1; "b": 2}', 6, "1; is not a number of JSON"],
  ['{"a": "b"; "c": 2}', 9, "there is a semicolon; separate values by commas"],
  ['{"a": [1}', 8, "} closes a bracket that is not open; ] is expected"],
  ['{"a": "b', 6, 'the quote (") is never closed'],
  ['{"a": "b\tc"}', 8, "a tab inside a quoted text; write \\t"],
  ['{"a": "b\nc"}', 8, "a line break inside a quoted text; write \\n"],
  ['{"a": "b\u0000c"}', 8, "a control character (U+0000) inside"],
  ['{"a": "C:\\x"}', 9, "\\x is not an escape sequence"],
  ['{"a": [1', 8, "it ends before ]}; is it cut off?"],
  ['{"a": 1} // done', 9, "JSON has no comments"],
  ["[1 # one\n]", 3, "JSON has no comments"],
  ['{"a": 1} x', 9, "x follows the end of the record"],
];

test.each(CASES)("[B3] the reason and the position of a fault are named: %j", (text, at, reason) => {
  const fault = findJsonFault(text);
  if (fault === null) throw new Error("no fault was found");
  expect({ at: fault.at, reason: describeJsonFault(text, fault) }).toEqual({
    at,
    reason: expect.stringContaining(reason),
  });
});

const scrap = fc.constantFrom(
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "'",
  "\\",
  " ",
  "\n",
  "\t",
  "0",
  "-",
  ".",
  "e",
  "E",
  "1",
  "\u007f",
  "true",
  "null",
  "nul",
  '"a"',
  '\\"',
  "\\u00e9",
  "\\u12",
  "\u00a0",
);
const nearlyJson = fc.oneof(
  fc.json(),
  fc.array(scrap, { maxLength: 14 }).map((parts) => parts.join("")),
  fc.tuple(fc.json(), fc.nat(), scrap).map(([json, at, inserted]) => {
    const place = at % (json.length + 1);
    return json.slice(0, place) + inserted + json.slice(place);
  }),
);

test("[B3] a fault is found in exactly the texts that are not JSON, and always has a place and a reason", () => {
  fc.assert(
    fc.property(nearlyJson, (text) => {
      const fault = findJsonFault(text);
      expect(fault === null).toBe(isJson(text));
      if (fault === null) return;
      expect(fault.at).toBeGreaterThanOrEqual(0);
      expect(fault.at).toBeLessThanOrEqual(text.length);
      expect(describeJsonFault(text, fault).length).toBeGreaterThan(8);
    }),
    { numRuns: 3_000, seed: 7 },
  );
});

test("[B3] deep nesting and long texts overflow nothing", () => {
  expect(findJsonFault("[".repeat(200_000))).toMatchObject({ at: 200_000, kind: "cut-off" });
  expect(findJsonFault(`["${"\\n".repeat(500_000)}`)).toMatchObject({ at: 1, kind: "open-string" });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
