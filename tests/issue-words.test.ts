import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describeError, describeIssues } from "../lib/issue-words.ts";
import { SkillDefinition } from "../lib/skills/definition/definition.ts";
import { StartRunInput } from "../lib/operations/runs/start-run-input.ts";

const Shape = z.strictObject({
  name: z.string().min(2),
  kind: z.enum(["a", "b", "c"]),
  count: z.number().int().min(1).max(9).multipleOf(3),
  list: z.array(z.boolean()).max(1),
  either: z.union([z.string(), z.number()]),
  keyed: z.record(z.string().regex(/^x/, "must begin with x"), z.json()),
  of: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("one") }),
    z.strictObject({ type: z.literal("two"), url: z.url() }),
  ]),
});
const GOOD = { name: "ab", kind: "a", count: 3, list: [], either: "x", keyed: {}, of: { type: "one" } };

function wordsOf(changes: object): string {
  const parsed = Shape.safeParse({ ...GOOD, ...changes });
  return parsed.success ? "" : describeIssues(parsed.error);
}

describe("what a schema refuses is worded in one place", () => {
  test.each<[object, string]>([
    [{}, ""],
    [{ name: undefined }, "name: is missing"],
    [{ name: 3 }, "name: must be a text"],
    [{ name: "a" }, "name: must have at least 2 characters"],
    [{ kind: "d" }, "kind: must be a, b or c"],
    [{ kind: undefined }, "kind: is missing: must be a, b or c"],
    [{ count: 0 }, "count: must be at least 1"],
    [{ count: 12 }, "count: must be at most 9"],
    [{ count: 4 }, "count: must be a multiple of 3"],
    [{ count: 1.5 }, "count: must be a whole number"],
    [{ list: "x" }, "list: must be a list"],
    [{ list: [true, false] }, "list: must have at most 1 entry"],
    [{ list: [1] }, "list.0: must be true or false"],
    [{ either: null }, "either: must be a text, or must be a number"],
    [{ keyed: { y: 1 } }, "keyed.y: must begin with x"],
    [{ of: { type: "three" } }, "of.type: must be one or two"],
    [{ of: { type: "two", url: "no" } }, "of.url: must have the form of a url"],
    [{ more: 1, most: 2 }, 'unknown keys "more" and "most"'],
  ])("%j: %s", (changes, words) => {
    expect(wordsOf(changes)).toBe(words);
  });

  test("nothing of the library's own wording is left in the two largest schemas", () => {
    const values = [undefined, null, 1, "x", [], {}, { kind: "x" }, true];
    const said = [SkillDefinition, StartRunInput].flatMap((schema) =>
      Object.keys(schema.shape).flatMap((key) =>
        values.map((value) => describeIssues(schema.safeParse({ [key]: value }).error ?? { issues: [] })),
      ),
    );
    expect(said.join("\n")).not.toMatch(/Invalid|Unrecognized|Too (small|big)|expected \w+,|received/);
  });

  test("an error of a schema that was thrown is a sentence, not a list in JSON", () => {
    expect(describeError(Shape.safeParse({ ...GOOD, name: "a" }).error)).toBe("name: must have at least 2 characters");
    expect(describeError(new Error("broken"))).toBe("broken");
    expect(describeError("odd")).toBe("odd");
  });
});
