import { describe, expect, test } from "vitest";
import { checkFile } from "../../lib/input/check-file.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { openSkill, runInBatches, sumOf } from "../support/skill-run.ts";

async function read(skillId: string, content: string) {
  const input = skillRegistry.get(skillId)?.manifest.input;
  if (input === undefined) throw new Error(`${skillId} accepts no input`);
  const checked = await checkFile({ name: "own", bytes: Buffer.from(content) }, input);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error.problems));
  return checked.value.rows;
}

async function work(skillId: string, content: string) {
  const input = await read(skillId, content);
  const session = await openSkill(skillId, { items: input.length, input });
  expect(session.items).toHaveLength(input.length);
  return runInBatches(session, 7);
}

describe("[B3] skills that accept rows process one item per row", () => {
  test("text classification scores uploaded mails by their labels", async () => {
    const results = await work(
      "text-classification",
      [
        '{"subject":"Lowest rates","text":"Click here now! Free money, no credit check, guaranteed cash offer!!! $$$","label":"spam"}',
        '{"text":"I have committed the patch to the kernel list, please review the attached diff before Friday.","label":"ham"}',
        '{"subject":"Lowest rates","text":"Click here now! Free money, no credit check, guaranteed cash offer!!! $$$","label":"ham"}',
      ].join("\n"),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "“Lowest rates”: spam recognised as spam",
      "“I have committed the patch to the kernel list, please review the attached diff…”: ham recognised as ham",
      "“Lowest rates”: ham mistaken for spam",
    ]);
    expect(["tp", "tn", "fp", "fn", "judged"].map((name) => sumOf(results, name))).toEqual([1, 1, 1, 0, 0]);
  });

  test("data transformation links copies of uploaded records, some without a match", async () => {
    const titles = Array.from(
      { length: 60 },
      (_, at) => `Record ${String.fromCharCode(65 + (at % 26))}${at * at} of shelf ${at * 7919}`,
    );
    const results = await work(
      "data-transformation",
      `title,year\n${titles.map((title, at) => `${title},${1900 + at}`).join("\n")}\n`,
    );
    const comparisons = results[0]?.values["comparisons"] ?? 0;
    const unknown = 60 - comparisons;
    expect(unknown).toBeGreaterThan(0);
    expect(unknown).toBeLessThan(20);
    expect(sumOf(results, "tp") + sumOf(results, "fn")).toBe(comparisons);
    expect(sumOf(results, "tp")).toBeGreaterThan(0.6 * comparisons);
  });

  test("duplicate records count as one", async () => {
    const results = await work("data-transformation", `title\n${"The one and only record\n".repeat(40)}`);
    expect(sumOf(results, "tp") + sumOf(results, "fn")).toBe(40);
    expect(sumOf(results, "tp")).toBeGreaterThan(20);
  });

  test("security scanning finds the labelled secret lines and reports no secret", async () => {
    const secret = ["postgres:", "", "app:kR7vTq2mWz9pLx@db.example-corp.io:5432/app"].join("/");
    const files = [
      { path: "a.ts", content: `const port = 1;\nconst url = "${secret}";\n`, secret_lines: [2] },
      { path: "b.ts", content: `const url = "${secret}";\n`, secret_lines: [] },
      { path: "c.ts", content: 'const key = "split" + "secret";\nplain();\n', secret_lines: "1" },
      { path: "d.ts", content: "plain();\n", secret_lines: "" },
    ];
    const results = await work("security-scanning", JSON.stringify(files));
    expect(results.map(({ outcome }) => outcome)).toEqual([
      "a.ts: found 1 of 1",
      "b.ts: found 0 of 0, false alarm in line 1",
      "c.ts: found 0 of 1, missed line 1",
      "d.ts: correctly not flagged",
    ]);
    expect(["planted", "found", "missed", "falseAlarms"].map((name) => sumOf(results, name))).toEqual([2, 1, 1, 1]);
    expect(JSON.stringify(results)).not.toContain("kR7vTq2mWz9pLx");
  });

  test("performance testing accepts none and says why", () => {
    const manifest = skillRegistry.get("performance-testing")?.manifest;
    expect(manifest?.input).toBeUndefined();
    expect(manifest?.noInput).toContain("its own requests");
  });
});
