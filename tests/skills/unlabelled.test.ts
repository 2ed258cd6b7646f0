import { describe, expect, test } from "vitest";
import { computeMetrics, computeQuality } from "../../lib/core/metrics/score.ts";
import { findCostlyItems } from "../../lib/core/metrics/costly-items.ts";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { checkFile } from "../../lib/input/check-file.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { openSkill, runInBatches } from "../support/skill-run.ts";

const FAKE_KEY = ["postgres:", "", "app:kR7vTq2mWz9pLx@db.example-corp.io:5432/app"].join("/");
const leaky = (path: string, lines: unknown) => ({
  path,
  content: `const url = "${FAKE_KEY}";\n`,
  secret_lines: lines,
});
const clean = (path: string, lines: unknown) => ({ path, content: "plain();\n", secret_lines: lines });

function manifestOf(skillId: string) {
  const manifest = skillRegistry.get(skillId)?.manifest;
  if (manifest?.input === undefined) throw new Error(`${skillId} accepts no input`);
  return { ...manifest, input: manifest.input };
}

async function readRows(skillId: string, rows: readonly object[]) {
  const bytes = Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n"));
  const checked = await checkFile({ name: "own.jsonl", bytes }, manifestOf(skillId).input);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error.problems));
  return checked.value;
}

async function run(skillId: string, rows: readonly object[]) {
  const { rows: input, labelled } = await readRows(skillId, rows);
  const results = await runInBatches(await openSkill(skillId, { items: input.length, input }), 7);
  const { metrics: definitions } = manifestOf(skillId);
  const sums: Record<string, number> = {};
  for (const [name, value] of results.flatMap(({ values }) => Object.entries(values)))
    sums[name] = (sums[name] ?? 0) + value;
  const metrics = computeMetrics(definitions, { sums, percentile: () => null, busyMs: 1 });
  const items = results.map((result) => ({ ...toItem(result), attempt: 1, busyMs: 1 }));
  const costly = findCostlyItems({ definitions, values: metrics, metricId: null, items, limit: 9 });
  return {
    labelled,
    metrics,
    quality: computeQuality(definitions, metrics),
    outcomes: results.map(({ outcome }) => outcome),
    costly: costly.items.map(({ index }) => index),
  };
}

function toItem(result: Partial<ItemResult> & Pick<ItemResult, "index" | "ok" | "values">): ItemResult {
  return { error: null, samples: {}, outcome: "", ...result };
}

describe("[B3] rows without a truth are compared with nothing", () => {
  test.each([
    ["empty text", ""],
    ["white space", " "],
    ["null", null],
    ["an empty list", []],
  ])("security scanning: where all secret lines are %s, findings are no false alarms", async (_, lines) => {
    const found = await run("security-scanning", [leaky("a.ts", lines), clean("b.ts", lines)]);
    expect(found).toEqual({
      labelled: 0,
      metrics: { recall: null, precision: null, coverage: 1, vulnerabilities_found: null },
      quality: 1,
      outcomes: ["a.ts: finding in line 1; no label to compare", "b.ts: no finding; no label to compare"],
      costly: [],
    });
  });

  test.each([
    ["beside stated ones", "", "1"],
    ["with the word none", "none", ""],
  ])("security scanning: empty secret lines %s mean none", async (_, first, second) => {
    const found = await run("security-scanning", [leaky("a.ts", first), leaky("b.ts", second)]);
    expect(found.labelled).toBe(2);
    expect(found.outcomes[0]).toBe("a.ts: found 0 of 0, false alarm in line 1");
    expect(found.metrics["precision"]).toBe(second === "1" ? 0.5 : 0);
    expect(found.costly).toContain(0);
  });

  test("security scanning: null beside stated secret lines is unknown, so that only the others count", async () => {
    const found = await run("security-scanning", [leaky("a.ts", [1]), leaky("b.ts", null), clean("c.ts", "1")]);
    expect(found.labelled).toBe(2);
    expect(found.outcomes[1]).toBe("b.ts: finding in line 1; no label to compare");
    expect(found.metrics).toEqual({ recall: 0.5, precision: 1, coverage: 1, vulnerabilities_found: 0.5 });
    expect(found.costly).toEqual([2]);
  });

  test("security scanning reads line numbers as people write them", async () => {
    const { rows } = await readRows("security-scanning", [
      leaky("a.ts", 1),
      leaky("b.ts", ["1", 2]),
      leaky("c.ts", "1; 2"),
      leaky("d.ts", " None "),
    ]);
    expect(rows.map((row) => row["secret_lines"])).toEqual([[1], [1, 2], [1, 2], []]);
  });

  test("text classification: without labels the quality is unknown, and nothing is a mistake", async () => {
    const found = await run("text-classification", [
      { text: "Free money!!!", label: "" },
      { text: "A patch", label: null },
    ]);
    expect(found).toMatchObject({ labelled: 0, quality: null, costly: [] });
    expect(new Set(Object.values(found.metrics))).toEqual(new Set([null]));
    expect(found.outcomes.join("\n")).not.toMatch(/mistaken|recognised/);
    expect(found.outcomes[0]).toMatch(/classified as (spam|ham); no label to compare$/);
  });

  test("text classification: of some labelled mails only those count", async () => {
    const spam = "Click here now! Free money, no credit check, guaranteed cash offer!!! $$$";
    const found = await run("text-classification", [
      { text: spam, label: "spam" },
      { text: spam, label: " " },
    ]);
    expect(found).toMatchObject({ labelled: 1, metrics: { accuracy: 1, spam_recall: 1, f1: 1 }, quality: 1 });
  });

  test("data transformation makes its own truth from the rows", async () => {
    expect(await readRows("data-transformation", [{ title: "One" }])).toMatchObject({ labelled: null });
  });

  test("every skill that names a truth names a column and metrics of its own", () => {
    for (const { manifest } of skillRegistry.values()) {
      const truth = manifest.input?.truth;
      if (truth === undefined) continue;
      expect(manifest.input?.columns.map(({ name }) => name)).toContain(truth.column);
      expect(manifest.metrics.map(({ id }) => id)).toEqual(expect.arrayContaining([...truth.metricIds]));
    }
  });
});
