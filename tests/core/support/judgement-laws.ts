import { expect } from "vitest";
import type { Judgement, Statement } from "../../../lib/core/run/judgement.ts";
import { RULES } from "../../../lib/core/judgement/text/rules.ts";
import { JudgementJson } from "../../../lib/operations/runs/judgement-schema.ts";

/** Invariants of every judgement, whatever its input. */
export function expectSound(judgement: Judgement, scenarios: number): void {
  const numbers = listNumbers(judgement);
  expect(numbers.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  expect(JSON.stringify(judgement)).not.toMatch(/NaN|Infinity|undefined/);
  expect(JudgementJson.parse(JSON.parse(JSON.stringify(judgement)))).toEqual(judgement);
  const statements = listStatements(judgement);
  expect(statements.filter(({ rule }) => !(rule in RULES))).toEqual([]);
  expect(statements.filter(({ text }) => !/^\S.*[.…!?]$/s.test(text)).map(({ text }) => text)).toEqual([]);
  expect(numbers.filter(({ path, value }) => !isWithin(path, value))).toEqual([]);
  expect(judgement.efficiency?.speedup ?? 1).toBeLessThanOrEqual(scenarios);
  expect(judgement.patterns.filter(({ support, of }) => support < 1 || support > of)).toEqual([]);
  const { growthClass, fits } = judgement.growth;
  expect(growthClass === null || fits.some((fit) => fit.growthClass === growthClass)).toBe(true);
  expect(fits.map(({ normalisedError }) => normalisedError)).toEqual(
    fits.map(({ normalisedError }) => normalisedError).toSorted((one, other) => one - other),
  );
}

function isWithin(path: string, value: number): boolean {
  if (/(quality|parallelEfficiency|noise)$/.test(path)) return value >= 0 && value <= 1;
  return !/(Ms|Mb|Error|speedup|concurrency|busySeconds)$/.test(path) || value >= 0;
}

export function listStatements(value: unknown): readonly Statement[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "rule" in value && "text" in value ? [value as Statement] : [];
  return [...own, ...Object.values(value).flatMap(listStatements)];
}

function listNumbers(value: unknown, path = ""): readonly { path: string; value: number }[] {
  if (typeof value === "number") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => listNumbers(each, `${path}.${key}`));
}
