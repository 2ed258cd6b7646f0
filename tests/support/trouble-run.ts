import { requireScenario } from "../../lib/core/run/scenarios.ts";
import type { ScenarioTotals } from "../../lib/core/run/totals.ts";
import type { NewRunEvent, RunEvent } from "../../lib/core/run/events.ts";
import type { RunSpec } from "../../lib/core/run/spec.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { buildSampleRun } from "./sample-run.ts";

export const TROUBLE_KINDS = [
  "retrying",
  "word",
  "failed",
  "stalled",
  "restarted",
  "all-failed",
  "capped",
  "heap",
] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

const UNTIL_MS = 20_000;
const NOW_MS = 20_400;
const MESSAGE = "The mail server did not answer within 5 s";

/** The free-running sample 20 s after its start, with the given kind of trouble. */
export function buildTroubleRun(kind: TroubleKind): RunEvent[] {
  const baseline = buildSampleRun({ kind: "free-running", untilMs: UNTIL_MS }).map((event) =>
    event.type === "run.queued" ? { ...event, spec: { ...event.spec, ...SPECS[kind] } } : event,
  );
  const state = foldRun(baseline);
  if (state === null) throw new Error("The sample has no events");
  const actor = { role: "runner", name: "runner-1" } as const;
  const at = new Date(Date.parse(state.at) + NOW_MS - UNTIL_MS).toISOString();
  const trouble = TROUBLES[kind]((scenarioId) => requireScenario(state, scenarioId).totals);
  return [
    ...baseline,
    ...trouble.map((body, i): RunEvent => ({ ...body, atMs: NOW_MS, at, actor, seq: state.lastSeq + 1 + i })),
  ];
}

type Body = NewRunEvent extends infer Event
  ? Event extends NewRunEvent
    ? Omit<Event, "atMs" | "at" | "actor">
    : never
  : never;

const SPECS: { readonly [kind in TroubleKind]?: Partial<RunSpec> } = {
  retrying: { retry: { mode: "automatic", limit: 3, backoffMs: 500 } },
  word: { retry: { mode: "presenter", limit: 3, backoffMs: 500 } },
  capped: { costCap: { unit: "busy-seconds", limit: 45 } },
};

const TROUBLES: { readonly [kind in TroubleKind]: (totalsOf: (id: string) => ScenarioTotals) => readonly Body[] } = {
  retrying: () => [
    { type: "fault.injected", scenarioId: "complex", fault: "slow" },
    { ...broken("medium"), next: "automatic", retryAtMs: NOW_MS + 1_500 },
  ],
  word: () => [
    { ...broken("medium"), next: "presenter", retryAtMs: null },
    { type: "scenario.paused", scenarioId: "medium", reason: "retry", percent: null, step: null },
  ],
  failed: (totalsOf) => [failed("complex", totalsOf)],
  stalled: () => [{ type: "scenario.stalled", scenarioId: "complex", quietMs: 9_000 }],
  restarted: (totalsOf) => [failed("complex", totalsOf), ...retried("complex", totalsOf, "presenter", 2)],
  "all-failed": (totalsOf) => [
    failed("medium", totalsOf),
    failed("complex", totalsOf),
    ...retried("medium", totalsOf, "reduced-load", 2),
    ...retried("complex", totalsOf, "reduced-load", 2),
  ],
  // one has failed, another has two problems at once
  heap: (totalsOf) => [
    failed("medium", totalsOf),
    { type: "fault.injected", scenarioId: "complex", fault: "slow" },
    { type: "scenario.stalled", scenarioId: "complex", quietMs: 9_000 },
  ],
  capped: (totalsOf) => [
    { type: "run.capped", unit: "busy-seconds", spent: 45.3, limit: 45 },
    { type: "scenario.cancelled", scenarioId: "medium", totals: totalsOf("medium") },
    { type: "scenario.cancelled", scenarioId: "complex", totals: totalsOf("complex") },
  ],
};

function broken(scenarioId: string) {
  return {
    type: "batch.failed",
    scenarioId,
    fromItem: 600,
    toItem: 650,
    kind: "timeout",
    message: MESSAGE,
    tries: 1,
  } as const;
}

function failed(scenarioId: string, totalsOf: (id: string) => ScenarioTotals): Body {
  return { type: "scenario.failed", scenarioId, kind: "exception", message: MESSAGE, totals: totalsOf(scenarioId) };
}

function retried(
  scenarioId: string,
  totalsOf: (id: string) => ScenarioTotals,
  reason: "presenter" | "reduced-load",
  attempt: number,
): Body[] {
  const load = reason === "presenter" ? { batchSize: 50, concurrency: 4 } : { batchSize: 12, concurrency: 1 };
  return [
    { type: "scenario.retried", scenarioId, attempt, reason, load, totals: totalsOf(scenarioId) },
    { type: "scenario.started", scenarioId, attempt },
  ];
}
