import fc from "fast-check";
import { expect, test } from "vitest";
import { fillJson, fillText } from "../../../lib/skills/adapters/template.ts";

const view = { text: 'a "b" <c>', count: 3, tags: ["x", "y"], options: { model: "small" } };

test("[M4] placeholders are filled in unescaped, with objects as JSON", () => {
  expect(fillText("{{text}} / {{options.model}} / {{tags}}", view)).toBe('a "b" <c> / small / ["x","y"]');
});

test("[M4] a text that is one placeholder keeps the type", () => {
  expect(fillJson({ a: "{{count}}", b: ["{{ tags }}"], c: "n={{count}}", d: null }, view)).toEqual({
    a: 3,
    b: [["x", "y"]],
    c: "n=3",
    d: null,
  });
});

test("[M4] what is missing is named, beside what there is", () => {
  expect(() => fillText("{{subject}}", view)).toThrow(
    /no \{\{subject\}\}.*\{\{text\}\}, \{\{count\}\}.*\{\{options\.model\}\}/,
  );
});

test("[M4] a column whose name has spaces or dots is found", () => {
  expect(fillText("{{Secret lines}} {{a.b}}", { "Secret lines": "s", "a.b": "d" })).toBe("s d");
});

test("[M4] a value is never read as a template", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(fillText("[{{value}}]", { value: `${value}{{value}}` })).toBe(`[${value}{{value}}]`);
    }),
  );
});
