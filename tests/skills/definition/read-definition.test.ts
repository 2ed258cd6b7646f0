import { describe, expect, test } from "vitest";
import { describeDefinitionProblem } from "../../../lib/core/inputs/definition-problem.ts";
import { readDefinition } from "../../../lib/skills/definition/read-definition.ts";

const MINIMAL = `invoke:
  kind: command
  command: python3 classify.py
`;

function problemsOf(text: string): readonly string[] {
  const read = readDefinition(text);
  return read.ok ? [] : read.error.map(describeDefinitionProblem);
}

describe("skill.yaml", () => {
  test("[M1] needs no more than how it is invoked", () => {
    const read = readDefinition(MINIMAL);
    expect(read).toMatchObject({
      ok: true,
      value: {
        invoke: { speaks: "item" },
        unit: { one: "item" },
        limits: { maxItems: 100_000, maxProcesses: 64 },
        metrics: [],
      },
    });
  });

  test("[M1] a definition that was read can be read again, as it reaches an adapter", () => {
    const text = `${MINIMAL}metrics:\n  - id: recall\n    label: Recall\n    formula: {kind: ratio, numerator: {tp: 1}, denominator: {tp: 1, fn: 1}}\n    target: ">= 0.9"\n`;
    const first = readDefinition(text);
    if (!first.ok) throw new Error(problemsOf(text).join());
    expect(readDefinition(JSON.stringify(first.value))).toEqual(first);
  });

  test.each<[string, string, RegExp]>([
    ["an unknown key", `${MINIMAL}titel: x\n`, /^line 4, titel: is not a known key here/],
    ["no invoke", "title: x\n", /^line 1, invoke/],
    ["another kind", "invoke:\n  kind: telepathy\n", /^line 2, invoke\.kind/],
    ["a pipe", "invoke:\n  kind: command\n  command: cat | wc\n", /^line 3, invoke\.command: The command contains \|/],
    [
      "a target that is no comparison",
      `${MINIMAL}metrics:\n  - id: a\n    label: A\n    formula: {kind: rate, of: x}\n    target: about 5\n`,
      /^line 8, metrics\.0\.target: must be a comparison/,
    ],
    [
      "a file outside the folder",
      `${MINIMAL}item:\n  data: ../rows.csv\n`,
      /^line 5, item\.data: must lie in the skill's folder/,
    ],
    ["an option without a default", `${MINIMAL}options:\n  model: {type: string}\n`, /options\.model\.default/],
    ["sizes that fall", `${MINIMAL}sizes: {simple: 9, medium: 3, complex: 1}\n`, /^line 4, sizes: must ascend/],
    [
      "a key of our receivers",
      `${MINIMAL}secrets: [LANGFUSE_SECRET_KEY]\n`,
      /LANGFUSE_SECRET_KEY is not given to skills/,
    ],
    ["our own secrets", `${MINIMAL}secrets: [DATABASE_URL]\n`, /secrets\.0: DATABASE_URL is not given to skills/],
    ["two keys of one name", `${MINIMAL}title: a\ntitle: b\n`, /^line 5: The key title is used twice\./],
    ["a list as a key", `${MINIMAL}? [a]\n: b\n`, /^line 4: A key must be a text\./],
    ["a deep nesting", `${MINIMAL}title: ${"[".repeat(200)}${"]".repeat(200)}\n`, /^line 4: It is nested too deeply\./],
    ["a tab", "invoke:\n\tkind: command\n", /^line 2: /],
    [
      "a default that is no choice",
      `${MINIMAL}options:\n  mode: {type: string, enum: [fast, careful], default: slow}\n`,
      /^line 5, options\.mode\.default: must be fast or careful$/,
    ],
    [
      "a default out of bounds",
      `${MINIMAL}options:\n  depth:\n    type: integer\n    maximum: 3\n    default: 4\n`,
      /^line 8, options\.depth\.default: must be at most 3$/,
    ],
    [
      "an option that is filled in and not declared",
      "invoke:\n  kind: command\n  command: python3 x.py --mode={{options.mode}}\noptions:\n  moed: {type: string, default: a}\n",
      /^line 3, invoke\.command: fills in \{\{options\.mode\}\}: add mode to options$/,
    ],
    ["a list", "- 1\n", /^line 1: must be an object$/],
    ["nothing", "", /^invoke: is missing: it says how the skill is started/],
    ["only a comment", "# later\n", /invoke: is missing/],
  ])("[M1] %s is refused at its line", (_, text, expected) => {
    expect(problemsOf(text).join("\n")).toMatch(expected);
  });

  test("[M1] every mistake is reported at once", () => {
    expect(problemsOf(`${MINIMAL}titel: x\nsecrets: [A B]\nlimits: {maxItems: 0}\n`)).toHaveLength(3);
  });

  const long = (toLine: (name: string) => string, count = 13_000) =>
    Array.from({ length: count }, (_, at) => toLine(at.toString(36))).join("\n");
  const tooMany = /^It has too many keys and values: more than 5,000 tokens of YAML\./;

  test.each<[string, string, RegExp]>([
    ["keys", long((name) => `${name}:`), tooMany],
    ["variables", `${MINIMAL}set:\n${long((name) => ` v${name}: 1`)}`, tooMany],
    ["anchors", long((name) => `${name}: &${name} 1`), tooMany],
    ["tabs", "\t- :\n".repeat(13_000), tooMany],
    ["lists within lists", `a: ${"[".repeat(65_000)}`, tooMany],
    ["aliases", `e: &e []\nb: [${"*e,".repeat(21)}]\n`, /^It has more than 20 aliases/],
  ])(
    "[M1] a file of many %s is refused before it is parsed, since its parsing would stop the server",
    (_, text, why) => {
      expect(problemsOf(text)).toEqual([expect.stringMatching(why)]);
    },
  );

  test.each([
    ["unknown", long((name) => `k${name}: 1`, 500)],
    ["duplicate", "title: a\n".repeat(501)],
    ["wrong", `${MINIMAL}set:\n${long((name) => ` v${name}: 1`, 500)}`],
  ])("[M1] of many %s keys, the first twenty are listed and the others counted", (_, text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatch(/^and 48\d more$/);
  });

  test("[M1] aliases cannot make a small file large", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefg".split("").map((name, at) => {
        const before = "abcdef"[at] ?? "a";
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(",")}]`;
      }),
    ].join("\n");
    expect(() => readDefinition(bomb)).not.toThrow();
    expect(problemsOf(bomb).join()).toMatch(/alias/i);
  });
});
