import { describe, expect, test } from "vitest";
import { describeEvent } from "../../lib/core/words/describe-event.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { foldRun, reduce } from "../../lib/core/reduce/reduce.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { toAudienceEvent, toAudienceState } from "../../lib/realtime/audience/view.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const SECRET = "s3cret-never-on-stage";
/** Fields that are public, or contain only names that Triptych assigns. */
const PUBLIC = new Set([
  "type",
  "title",
  "label",
  "id",
  "runId",
  "scenarioId",
  "fromScenarioId",
  "toScenarioId",
  "skillId",
  "skillVersion",
  "one",
  "many",
  "at",
  "queuedAt",
  "startedAt",
  "finishedAt",
  "status",
  "kind",
  "reason",
  "pauseReason",
  "role",
  "sync",
  "hold",
  "distribution",
  "smallest",
  "largest",
  "reading",
  "text",
  "gathered",
  "lentWorkersTo",
  "arrived",
  "awaited",
  "mode",
  "next",
  "fault",
  "unit",
  "tone",
  "rule",
  "rank",
  "verdict",
  "comparison",
  "growthClass",
  "criticalScenarioId",
]);

/** The same value with the secret in every text that is not public, and in additional unknown fields. */
function plant(value: unknown, key = ""): unknown {
  if (typeof value === "string") return PUBLIC.has(key) ? value : SECRET;
  if (Array.isArray(value)) return value.map((entry) => plant(entry, key));
  if (typeof value !== "object" || value === null) return value;
  const planted = Object.entries(value).map(([name, entry]) => [name, plant(entry, name)]);
  return {
    ...Object.fromEntries(planted),
    ...(key === "metrics" ? {} : { unforeseen: SECRET }),
    ...(key === "options" || key === "notes" ? { [SECRET]: SECRET } : {}),
  };
}

const log: RunEvent = {
  type: "scenario.logged",
  seq: 5,
  atMs: 1,
  at: "2025-06-01T12:00:00.000Z",
  actor: { role: "runner", name: SECRET },
  scenarioId: "simple",
  level: "info",
  text: SECRET,
};
const command = { commandId: SECRET, command: "pause", scenarioId: null, percent: null } as const;
const commands: RunEvent[] = [
  { ...log, type: "command.accepted", ...command },
  { ...log, type: "command.refused", ...command, code: "not-paused", message: SECRET },
];

describe.each(["milestone", "failing", "free-running"] as const)("a %s run", (kind) => {
  const events = buildSampleRun({ kind });
  const state = foldRun(events) as RunState;

  test("[G1] a secret in any text field of any fact never reaches the audience", () => {
    for (const event of [...events, log, ...commands]) {
      expect(JSON.stringify(toAudienceEvent(plant(event) as RunEvent) ?? null)).not.toContain(SECRET);
    }
  });

  test("[G1] a secret in any text field of the state never reaches the audience", () => {
    const loud = {
      ...state,
      diagnosis: SECRET,
      scenarios: state.scenarios.map((scenario) => ({ ...scenario, log: [{ ...log, level: "error" }] })),
    };
    const shown = JSON.stringify(toAudienceState(plant(loud) as RunState));
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain("unforeseen");
    expect(shown).not.toContain("Ask the room");
  });

  test("[G1] no judgement reveals an error text to the audience", () => {
    const failing = events.map((event) => ("message" in event ? { ...event, message: SECRET } : event));
    const judged = foldRun(failing) as RunState;
    const results = computeResults(judged);
    expect(JSON.stringify(toAudienceState({ ...judged, results }))).not.toContain(SECRET);
  });

  test("[G1] the state folded by an audience page equals the hub's snapshot", () => {
    const [queued, ...rest] = events.flatMap((event) => toAudienceEvent(event) ?? []);
    const folded = rest.reduce(reduce, foldRun([queued as RunEvent]) as RunState);
    expect(toAudienceState({ ...folded, lastSeq: state.lastSeq })).toEqual(toAudienceState(state));
  });
});

test("[G1][J4] the audience learns that the cap was reached, but not its amount", () => {
  const amounts = { unit: "money", spent: 12.345, limit: 10.5 } as const;
  const capped: RunEvent = { type: "run.capped", seq: 6, atMs: 9, at: log.at, actor: log.actor, ...amounts };
  const state = foldRun(buildSampleRun({ kind: "milestone" })) as RunState;
  const shown = toAudienceEvent(capped) as RunEvent;
  expect(shown).toMatchObject({ unit: "money", spent: 0, limit: 0 });
  expect(toAudienceState({ ...state, capped: { ...amounts, atMs: 9 } }).capped).toMatchObject({
    spent: 0,
    limit: 0,
  });
  expect(describeEvent(shown, state)).toBe("spending limit reached; completed work is saved");
  expect(describeEvent(capped, state)).toMatch(/^spending limit reached: .+ of .+;/);
});

test("[E6][D8] the errors of items never reach the audience", () => {
  const events = buildSampleRun().map((event): RunEvent =>
    event.type === "scenario.completed" ? { ...event, itemErrors: [{ text: SECRET, count: 1 }] } : event,
  );
  const state = foldRun(events);
  if (state === null) throw new Error("no state");
  expect(JSON.stringify(state)).toContain(SECRET);
  const shown = [events.map(toAudienceEvent), toAudienceState({ ...state, results: computeResults(state) })];
  expect(JSON.stringify(shown)).not.toContain(SECRET);
});
