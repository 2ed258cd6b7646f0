import { expect, test } from "vitest";
import { renderBars } from "../../lib/cli/bars.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import { describeEvent } from "../../lib/core/words/describe-event.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { selectScenarioSummaries } from "../../lib/view/console/scenario-summary.ts";
import { selectFoldHints } from "../../lib/view/results/fold-hints.ts";
import { selectOutcomes } from "../../lib/view/results/results.ts";
import { selectTroubles } from "../../lib/view/results/trouble.ts";
import { selectReached } from "../../lib/view/room/result-reach.ts";
import { buildSampleEnding } from "../support/sample-results.ts";

/** complex failed with 900 mails right and 200 given up. */
function failedRun(): RunState {
  const state = buildSampleEnding("partial");
  const scenarios = state.scenarios.map((scenario) => {
    if (scenario.status !== "failed") return scenario;
    const counts = { itemsDone: 1_100, itemsOk: 900, itemsFailed: 200 };
    return { ...scenario, totals: { ...scenario.totals, ...counts } };
  });
  const changed = { ...state, scenarios, results: null };
  return { ...changed, results: computeResults(changed) };
}

test("[I1] a failed scenario has one figure everywhere: items given up do not count", () => {
  const state = failedRun();
  const { results } = state;
  if (results === null) throw new Error("The sample run has no results");
  const failed = state.scenarios.at(-1);
  if (failed === undefined) throw new Error("The sample run has no scenario");
  expect(selectScenarioSummaries(state).at(-1)).toMatchObject({ itemsDone: 900, percent: 37 });
  expect(selectOutcomes(state, results).at(-1)?.itemsDone).toBe(900);
  expect(selectReached(state, results).at(-1)).toMatchObject({ share: 0.375, figure: "900 of 2,400\u00a0mails" });
  expect(selectTroubles(state)[0]?.text).toContain("900 of 2,400");
  expect(selectFoldHints(state, results).scenarios).toContain("complex 37\u00a0%");
  expect(renderBars(state, state.atMs)).toContain("37 %  900/2400 mails");
  const { recommendation, partial, patterns } = results.judgement;
  expect(partial?.text).toContain("complex has 900 of 2,400 mails");
  const finished = [recommendation.statement, ...patterns.map(({ statement }) => statement)]
    .flatMap(({ rows }) => rows)
    .filter(({ label, scenarioId }) => label === "finished" && scenarioId === failed.id);
  expect(finished.length).toBeGreaterThan(0);
  expect(new Set(finished.map(({ value }) => value))).toEqual(new Set([0.375]));
  const event = {
    type: "scenario.failed",
    scenarioId: failed.id,
    kind: "memory",
    message: "too much",
    totals: failed.totals,
  } as RunEvent;
  expect(describeEvent(event, state)).toContain("failed at 900 of 2,400 mails");
});
