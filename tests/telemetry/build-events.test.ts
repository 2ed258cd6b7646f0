import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { buildEvents } from "../../lib/telemetry/trace/build-events.ts";
import { WallClock } from "../../lib/telemetry/trace/wall-clock.ts";
import { buildSampleRun } from "../support/sample-run.ts";
import { buildTroubleRun, TROUBLE_KINDS } from "../support/trouble-run.ts";

const MARK = "what-a-skill-said";
const FREE_TEXT = new Set(["text", "message", "diagnosis"]);

/** With the mark wherever a fact has free text, and items that failed in each scenario that is complete. */
function mark(event: RunEvent): RunEvent {
  const marked = JSON.parse(
    JSON.stringify(event, (key, value: unknown) => (FREE_TEXT.has(key) && typeof value === "string" ? MARK : value)),
  ) as RunEvent;
  if (marked.type !== "scenario.completed") return marked;
  return { ...marked, totals: { ...marked.totals, itemsFailed: 1 }, itemErrors: [{ text: MARK, count: 1 }] };
}

function textsOf(facts: readonly RunEvent[], content: boolean): string {
  const state = foldRun(facts);
  if (state === null) throw new Error("The run has no facts");
  const clock = new WallClock();
  for (const fact of facts) clock.take(fact);
  return JSON.stringify(facts.flatMap((fact) => buildEvents({ state, clock, content }, fact)));
}

const RUNS: readonly (readonly [string, RunEvent[]])[] = [
  ["complete", buildSampleRun({ kind: "milestone" })],
  ...TROUBLE_KINDS.map((kind) => [kind, buildTroubleRun(kind)] as const),
];

describe("events of a run", () => {
  test.each(RUNS)("[F5] %s: nothing that a skill or its items said leaves without leave", (_, facts) => {
    expect(textsOf(facts.map(mark), false)).not.toContain(MARK);
  });

  test("[F5] with leave it does", () => {
    const said = RUNS.map(([kind, facts]) => [kind, textsOf(facts.map(mark), true).includes(MARK)]);
    expect(said).toContainEqual(["complete", true]);
    expect(said).toContainEqual(["failed", true]);
  });
});
