import { describe, expect, test } from "vitest";
import { readQuality } from "../../../lib/core/judgement/read-quality.ts";
import { describeResult } from "../../../lib/core/judgement/text/result-sentence.ts";
import { worstTone } from "../../../lib/core/judgement/worst-tone.ts";
import { nameDuration, nameMultiple } from "../../../lib/core/words/multiples.ts";
import { selectHeadlineTone } from "../../../lib/view/results/tones.ts";
import { buildSampleGrowth, SAMPLE_GROWTHS, type SampleGrowth } from "../../support/sample-growth.ts";
import { buildSampleEnding } from "../../support/sample-results.ts";

/** The finding is in brackets. */
function say(state: Parameters<typeof describeResult>[0] & { results: Parameters<typeof describeResult>[1] }): string {
  return describeResult(state, state.results)
    .map(({ text, tone }) => (tone === null ? text : `[${text}]`))
    .join("");
}

function endRun(ending: Parameters<typeof buildSampleEnding>[0], scenarios: number) {
  const state = buildSampleEnding(ending, scenarios);
  if (state.results === null) throw new Error("The sample run has no results");
  return { ...state, results: state.results };
}

const SENTENCES: { readonly [growth in SampleGrowth]: string } = {
  linear: "Eight times the mails take [eight times as long], and quality holds.",
  quadratic: "Eight times the mails take [66 times as long], but quality holds.",
  fixed: "16 times the mails take [four times as long], and quality holds.",
  power: "16 times the mails take [64 times as long], but quality holds.",
  falling: "Four times the threads are [3.3 times as fast], more gain nothing, and quality holds.",
  exponential: "Every further mail makes it [1.5 times as long], but quality holds.",
  knee: "Beyond 900 mails, 2.7 times the mails take [seven times as long], but quality holds.",
  unclear: "These sizes [do not show how time grows], but quality holds.",
  outlier: "16 times the mails take [16 times as long], and quality holds.",
  cliff: "64 times the mails take 62 times as long, but scale-5 takes [2.5 times what that predicts]. Quality holds.",
  failures: "Too many items of complex [failed]. 16 times the mails take [16 times as long], and quality holds.",
  fault: "Fault injected in [medium and complex]: [nothing left to compare].",
  holds: "From 16 mails on, 64 times the mails take [67 times as long], and quality holds.",
};

describe("[G19] the result in one sentence", () => {
  test.each(SAMPLE_GROWTHS)("of %s growth", (name) => {
    expect(say(buildSampleGrowth(name))).toBe(SENTENCES[name]);
  });

  test("a run that did not end well says so first", () => {
    expect(say(endRun("partial", 3))).toMatch(/^Complex \[failed\]\. /);
    expect(say(endRun("failed", 3))).toBe("[Every scenario failed with the same error]; completed work is saved.");
    const state = endRun("complete", 3);
    expect(say({ ...state, status: "cancelled" })).toMatch(/^\[Cancelled before the end\]\. /);
    const capped = { atMs: 1, unit: "seconds", spent: 2, limit: 2 } as unknown as NonNullable<typeof state.capped>;
    expect(say({ ...state, status: "partial", capped })).toMatch(/^Stopped at the \[spending limit\]\. /);
    expect(say({ ...state, status: "partial" })).toMatch(/^\[Not everything was finished\]\. /);
  });

  test("one size alone, and two, claim no growth", () => {
    expect(say(endRun("complete", 1))).toBe("One size alone has [nothing to compare with].");
    expect(say(endRun("complete", 2))).toContain("two sizes are no trend");
  });

  test("its worst tone is that of the judgement's own sentence", () => {
    const growths = SAMPLE_GROWTHS.map((name) => buildSampleGrowth(name));
    const endings = (["complete", "partial", "failed"] as const).flatMap((ending) =>
      [1, 2, 3, 6].map((scenarios) => endRun(ending, scenarios)),
    );
    for (const state of [...growths, ...endings]) {
      const tones = describeResult(state, state.results).flatMap(({ tone }) => tone ?? []);
      expect([say(state), worstTone(tones)]).toEqual([say(state), selectHeadlineTone(state.results.judgement)]);
    }
  });

  test("a quality that drops goes before time that does not", () => {
    const state = buildSampleGrowth("linear");
    const { judgement } = state.results;
    const comparative = judgement.comparative.map((metric) => {
      if (metric.id !== "quality-scaling") return metric;
      const rows = metric.statement.rows.map((row, i) => ({ ...row, value: i === 0 ? 0.95 : 0.6 }));
      return { ...metric, verdict: "fail" as const, statement: { ...metric.statement, rows } };
    });
    const results = { ...state.results, judgement: { ...judgement, comparative } };
    expect(say({ ...state, results })).toBe(
      "Quality [drops from .95 to .60], while eight times the mails take eight times as long.",
    );
  });
});

describe("[G19] quality from the smallest size to the largest", () => {
  const [pass, fail] = [{ verdict: "pass" }, { verdict: "fail" }] as const;

  test.each([
    [pass, pass, 0.9, 0.88, "holds"],
    [pass, pass, 0.9, 0.96, "rises"],
    [pass, pass, 0.95, 0.88, "drops-within-limits"],
    [pass, fail, 0.95, 0.88, "drops"],
    [pass, fail, 0.9, 0.9, "varies"],
    [fail, pass, 0.9, 0.6, "drops"],
    [pass, pass, null, 0.6, "unknown"],
    [{ verdict: "unknown" } as const, pass, 0.9, 0.6, "unknown"],
    [undefined, pass, 0.9, 0.6, "unknown"],
  ])("%o %o %s → %s: %s", (scaling, deviation, smallest, largest, course) => {
    expect(readQuality(scaling, deviation, { smallest, largest })).toBe(course);
  });
});

test("[G19] multiples in words, where they are near a whole number", () => {
  expect([2, 3.1, 8.25, 3.3, 13.2, 66.1, 5_000].map(nameMultiple)).toEqual([
    "twice",
    "three times",
    "eight times",
    "3.3 times",
    "13 times",
    "66 times",
    "more than 1,000 times",
  ]);
  expect([0.5, 1, 1.04, 1.3].map(nameDuration)).toEqual(["less time", "no longer", "no longer", "1.3 times as long"]);
});
