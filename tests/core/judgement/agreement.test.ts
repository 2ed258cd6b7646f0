import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { MINIMA } from "../../../lib/core/judgement/evidence.ts";
import { listExcluded } from "../../../lib/core/judgement/figures.ts";
import type { ScenarioFigures } from "../../../lib/core/judgement/input.ts";
import type { Judgement, Statement } from "../../../lib/core/run/judgement.ts";
import { toInput } from "../support/growth-series.ts";
import { listStatements } from "../support/judgement-laws.ts";
import { batchFailure, harmedFigures, runFigures } from "../support/run-figures.ts";

vi.setConfig({ testTimeout: 60_000 });

const anySize = fc.record({
  items: fc.integer({ min: 1, max: 2_000 }),
  done: fc.constantFrom(0, 0.05, 0.5, 1, 1, 1),
  failed: fc.constantFrom(0, 0, 0.04, 0.15, 0.3, 0.9, 1),
  perItemMs: fc.double({ min: 0.01, max: 100, noNaN: true }),
  quality: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  tolerance: fc.constantFrom(0, 0.05, 0.5),
  fault: fc.constantFrom(null, null, null, 0.02, 0.4, 0.9),
  inRun: fc.boolean(),
});
const anySizes = fc.array(anySize, { minLength: 2, maxLength: 6 }).map((sizes) => {
  const inRun = sizes[0]?.inRun ?? false;
  return sizes.map((size, i): ScenarioFigures => {
    const { items, fault, tolerance, perItemMs, quality } = size;
    const id = `size-${i}`;
    const itemsDone = Math.round(items * size.done);
    const workMs = itemsDone * perItemMs;
    const itemsFailed = Math.round(itemsDone * size.failed);
    const figures = { itemsDone, itemsFailed, workMs, elapsedMs: workMs, quality };
    const run = { errorTolerance: tolerance, endedAtMs: workMs };
    if (!inRun) return { ...runFigures(id, items, figures), run: null };
    if (fault === null) return runFigures(id, items, { ...figures, run });
    const made = batchFailure(0, { message: "Fault button: this batch was made to fail." });
    return harmedFigures(id, items, [0, items * 10 * fault], {
      itemsFailed,
      quality,
      run: { ...run, batchFailures: [made] },
    });
  });
});

const judged = fc.tuple(anySizes, fc.boolean()).map(([scenarios, isLive]) => ({
  scenarios,
  judgement: judge(toInput(scenarios, { isLive })),
}));

type Judged = { readonly scenarios: readonly ScenarioFigures[]; readonly judgement: Judgement };

/** Checks that `listViolations` finds none, for 60 judgements. */
function expectNone(listViolations: (each: Judged) => readonly unknown[]): void {
  fc.assert(
    fc.property(judged, (each) => {
      expect(listViolations(each)).toEqual([]);
    }),
    { numRuns: 60, seed: 9 },
  );
}

/** The sizes that a statement's figures are of. */
const sizesOf = ({ rows }: Statement) => rows.flatMap(({ scenarioId }) => scenarioId ?? []);
const metricsOf = ({ comparative, stability }: Judgement) => [...comparative, ...stability];
/** Sizes that are left out although they finished a tenth of their items. */
const leftOutOf = (scenarios: readonly ScenarioFigures[]) =>
  listExcluded(scenarios).filter(({ reason }) => reason !== "few-items");
const isJudged = ({ headline }: Judgement) => !/^(Every scenario failed|No results)/.test(headline.text);

test("[C2][C3][I2][I3][D10] no size that is left out is praised, recommended or a yardstick", () => {
  expectNone(({ scenarios, judgement }) => {
    const { recommendation, ranks, patterns, cost } = judgement;
    const excluded = new Set<string | null>(listExcluded(scenarios).map(({ scenario }) => scenario.id));
    const praise = [
      ...metricsOf(judgement).filter(({ id }) => id !== "error-consistency"),
      ...patterns.filter(({ id, kind }) => kind === "success" && /quality|pace|batches-cheaper|budget/.test(id)),
    ];
    return [
      ...praise.flatMap(({ statement }) => sizesOf(statement)).filter((id) => excluded.has(id)),
      ...ranks.filter(({ scenarioId, rank }) => excluded.has(scenarioId) && rank !== null),
      ...recommendation.statement.rows.filter(
        ({ label, scenarioId, value }) =>
          label.endsWith("over the cheapest") && excluded.has(scenarioId) && value !== null,
      ),
      ...[recommendation.scenarioId].filter((id) => id !== null && excluded.has(id)),
      ...[cost.perQualityPoint].filter((value) => value !== null && excluded.size === scenarios.length),
    ];
  });
});

test("[C2][I3][D10] a size that is left out is named wherever sizes are compared", () => {
  expectNone(({ scenarios, judgement }) => {
    const { comparative, headline, recommendation } = judgement;
    const left = leftOutOf(scenarios).map(({ scenario }) => scenario.label);
    const compared = [...comparative.map(({ statement }) => statement), ...(isJudged(judgement) ? [headline] : [])];
    const reasons = recommendation.reasons.map(({ text }) => text);
    return left.flatMap((label) => [
      ...compared.filter(({ text }) => !text.includes(label)),
      ...(reasons.length > 0 && !reasons.some((text) => text.startsWith(`${label}: `)) ? [reasons] : []),
    ]);
  });
});

test("[I1][D9][D10] the headline is no good news when a size is left out, and bad news when its items failed", () => {
  expectNone(({ scenarios, judgement }) => {
    const reasons = leftOutOf(scenarios).map(({ reason }) => reason);
    const { tone } = judgement.headline;
    const isWrong =
      (reasons.length > 0 && tone === "good") ||
      (reasons.includes("failures") && isJudged(judgement) && tone !== "bad");
    return isWrong ? [judgement.headline, reasons] : [];
  });
});

test("[C2][C3] the tone, the words and the value of a metric say the same", () => {
  const TONES = { pass: "good", fail: "bad", unknown: "unsure" } as const;
  expectNone(({ judgement }) =>
    metricsOf(judgement).filter(({ verdict, value, statement: { tone, text }, acceptable }) => {
      const isRatio = value !== null && acceptable.comparison === ">";
      return (
        tone !== TONES[verdict] ||
        text.includes("unknown:") !== (value === null) ||
        (isRatio && value > acceptable.value !== (verdict === "pass")) ||
        (isRatio && text.includes("within limits") !== (verdict === "pass"))
      );
    }),
  );
});

test("[I1][I3][J3] the recommendation, the headline and the speed-up are in the text what they are in the JSON", () => {
  expectNone(({ scenarios, judgement }) => {
    const { comparative, recommendation, efficiency, headline } = judgement;
    const label = scenarios.find(({ id }) => id === recommendation.scenarioId)?.label;
    const advice = label === undefined ? /No size can be recommended/ : new RegExp(`^(So far: u|U)se ${label} `);
    const words = listStatements(judgement).map(({ text }) => text);
    return [
      ...(advice.test(recommendation.statement.text) ? [] : [recommendation]),
      ...(label === undefined && recommendation.production !== null ? [recommendation.production] : []),
      ...words.filter((text) => efficiency === null && /speed-up|critical path/.test(text)),
      ...[headline].filter(
        ({ text }) => comparative[0]?.verdict === "unknown" && /[Qq]uality (holds|drops|rises)/.test(text),
      ),
    ];
  });
});

test("[I3][B7] what is recommended has enough items, and no text has digits that nobody reads", () => {
  expectNone(({ scenarios, judgement: { comparative, recommendation } }) => [
    // times alone may be of a number of threads
    ...scenarios.filter(
      ({ id, items, quality, run }) =>
        id === recommendation.scenarioId && items < MINIMA.items && (run !== null || quality !== null),
    ),
    ...[...comparative.map(({ statement }) => statement), ...recommendation.reasons].filter(({ text }) =>
      /(ratio|takes) \d{4,}|\d{4,}(\.\d+)?×/.test(text),
    ),
  ]);
});
