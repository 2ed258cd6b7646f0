import { expect } from "vitest";
import type { Growth, GrowthClass, Judgement } from "../../../lib/core/run/judgement.ts";

/** How a sentence names each class as a fact; "more than linear", "beyond cubic" and "linear between two sizes" and "about linear" name none. */
const NAMES: { readonly [growthClass in GrowthClass]: RegExp } = {
  "1": /\b(does not|doesn't) grow\b|\b(is|stays|turns|becomes) constant\b(?! between)/,
  "log n": /\blogarithmic(ally)?\b|(?<!\bn )\blog n\b/,
  n: /(?<!\babout |\b(more|less|faster|slower) than )\blinear(ly)?\b(?! (between|up to (?![^.,]* only)))/,
  "n log n": /\bn log n\b/,
  "n²": /(?<!\babout |\b(more|less|faster|slower) than |\bbeyond )\bquadratic(ally)?\b(?! between)|\bn²/,
  "n³": /(?<!\babout |\b(more|less|faster|slower) than |\bbeyond )\bcubic(ally)?\b(?! between)|\bn³/,
};

/** The classes that a text names. */
export function listClassesNamed(text: string): readonly string[] {
  return Object.entries(NAMES).flatMap(([growthClass, name]) => (name.test(text.toLowerCase()) ? [growthClass] : []));
}

/** Classes that cannot be told apart are claimed as none. */
const TOO_CLOSE = / [^:.]+ are too close to tell apart/;

/** Laws of a judgement's growth: what is said, in words and in fields, is one thing. */
export function expectAgreement({ headline, growth }: Judgement): void {
  const { kind, growthClass, statement } = growth;
  expectFields(growth);
  const inHeadline = listClassesNamed(headline.text.replace(TOO_CLOSE, ""));
  const close = TOO_CLOSE.exec(headline.text)?.[0] ?? "";
  if (close !== "")
    expect(listClassesNamed(close), close).toEqual(growth.rivals?.filter((each) => !/^[1n]$/.test(each)));
  if (kind === "class") {
    expect(inHeadline, headline.text).toEqual([growthClass]);
    expect(listClassesNamed(statement.text), statement.text).toContain(growthClass);
  } else if (kind !== "knee") {
    expect(inHeadline, headline.text).toEqual([]);
  }
  if (kind === "unclear") expect([headline.tone, statement.tone]).not.toContain("good");
  if (kind !== "falling" && kind !== "knee")
    expect(headline.text).not.toMatch(/\btime (falls|is falling|turns falling)\b/i);
  for (const power of listPowers(headline.text).filter(() => kind === "power")) {
    expect(power).toBeGreaterThanOrEqual((growth.power?.low ?? Number.NaN) - ROUNDING);
    expect(power).toBeLessThanOrEqual((growth.power?.high ?? Number.NaN) + ROUNDING);
  }
}

/** Half the last digit of a power with one decimal. */
const ROUNDING = 0.05;

/** The powers in "n^1.5". */
function listPowers(text: string): readonly number[] {
  return [...text.matchAll(/n\^(-?[\d.]*\d)/g)].map((match) => Number(match[1]));
}

function expectFields(growth: Growth): void {
  const { kind, growthClass, power, falling, exponential, knee, holds, fixedCost, excluded, times, fits } = growth;
  expect(falling !== null, "falling").toBe(kind === "falling");
  expect(exponential !== null, "exponential").toBe(kind === "exponential");
  expect(knee !== null, "knee").toBe(kind === "knee");
  if (kind === "class") expect(growthClass).not.toBeNull();
  else if (kind !== "knee") expect(growthClass).toBeNull();
  if (kind === "power") expect(power).not.toBeNull();
  for (const interval of [power, exponential, fixedCost]) {
    if (interval === null) continue;
    expect(interval.value).toBeGreaterThanOrEqual(interval.low);
    expect(interval.value).toBeLessThanOrEqual(interval.high);
  }
  if (growthClass !== null) expect(fits.map((fit) => fit.growthClass)).toContain(growthClass);
  const sizes = times.map(({ items }) => items);
  if (holds !== null) expect(sizes).toEqual(expect.arrayContaining([holds.fromItems, holds.toItems]));
  const counted = new Set(times.map(({ scenarioId }) => scenarioId));
  expect(excluded.filter(({ scenarioId }) => counted.has(scenarioId))).toEqual([]);
  expect(excluded.map(({ items }) => items)).toEqual(excluded.map(({ items }) => items).toSorted((a, b) => a - b));
}
