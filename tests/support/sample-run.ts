import type { ScenarioTotals } from "../../lib/core/run/totals.ts";
import type { Actor } from "../../lib/core/run/actor.ts";
import type { NewRunEvent, RunEvent } from "../../lib/core/run/events.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import type { RunSpec, ScenarioSpec } from "../../lib/core/run/spec.ts";

export type SampleKind = "milestone" | "free-running" | "failing";
export type SampleOptions = {
  readonly kind?: SampleKind;
  /** only facts up to this run time */
  readonly untilMs?: number;
  readonly scenarios?: number;
};

const RUN_ID = "run_01900000-0000-7000-8000-000000000000";
const STARTED = Date.UTC(2025, 5, 1, 12, 0, 0);
const runner: Actor = { role: "runner", name: "runner-1" };
const presenter: Actor = { role: "presenter", name: "console" };
const ITEMS = [300, 900, 2400, 3000, 3600, 4200];
const LABELS = ["simple", "medium", "complex", "scale-4", "scale-5", "scale-6"];
const ITEMS_A_SECOND = 31;
const PROGRESS_EVERY_MS = 500;
const HOLD_MS = 1_100;
const FAILS_AT_ITEM = 1_500;

/** The facts of a run as a runner would write them, from a small model of a steady skill. */
export function buildSampleRun(options: SampleOptions = {}): RunEvent[] {
  const { kind = "milestone", untilMs = Number.POSITIVE_INFINITY, scenarios = 3 } = options;
  const spec = sampleSpec(kind, scenarios);
  const facts: (NewRunEvent & { atMs: number })[] = [
    stamp(0, presenter, { type: "run.queued", runId: RUN_ID, spec }),
    stamp(0, runner, { type: "run.preparing", epoch: 1, runner: "runner-1" }),
    stamp(0, runner, { type: "run.started" }),
    ...spec.scenarios.map((scenario) =>
      stamp(0, runner, { type: "scenario.started", scenarioId: scenario.id, attempt: 1 }),
    ),
  ];
  const walk = kind === "free-running" ? walkFree(spec) : walkHolding(spec, kind === "failing");
  facts.push(...walk);
  const sorted = facts
    .map((fact, order) => ({ fact, order }))
    .toSorted((a, b) => a.fact.atMs - b.fact.atMs || a.order - b.order);
  const events = sorted.map(({ fact }, i) => ({ ...fact, seq: i + 1 }));
  return [...events, finish(events, kind)].filter((event) => event.atMs <= untilMs);
}

function finish(events: readonly RunEvent[], kind: SampleKind): RunEvent {
  const state = foldRun(events);
  if (!state) throw new Error("A sample run without events");
  const status = kind === "failing" ? "partial" : "complete";
  const fact = stamp(state.atMs + 50, runner, {
    type: "run.finished",
    status,
    results: computeResults(state),
    diagnosis: null,
  });
  return { ...fact, seq: events.length + 1 };
}

function walkFree(spec: RunSpec): NewRunEvent[] {
  return spec.scenarios.flatMap((scenario) => {
    const percents = [...spec.milestones, 100];
    let from = 0;
    return percents.flatMap((percent) => {
      const to = Math.ceil((percent * scenario.items) / 100);
      const facts = runStretch(scenario, from, to, (from / ITEMS_A_SECOND) * 1000, percent);
      from = to;
      return facts;
    });
  });
}

function walkHolding(spec: RunSpec, failing: boolean): NewRunEvent[] {
  const facts: NewRunEvent[] = [];
  const done = new Map(spec.scenarios.map((scenario) => [scenario.id, 0]));
  const failed = new Set<string>();
  let gateOpenedAtMs = 0;
  for (const percent of [...spec.milestones, 100]) {
    let lastMs = gateOpenedAtMs;
    for (const scenario of spec.scenarios.filter((each) => !failed.has(each.id))) {
      const from = done.get(scenario.id) ?? 0;
      const to = Math.ceil((percent * scenario.items) / 100);
      const breaks = failing && scenario === spec.scenarios.at(-1) && to > FAILS_AT_ITEM;
      if (breaks) {
        failed.add(scenario.id);
        facts.push(...failStretch(scenario, from, gateOpenedAtMs));
        lastMs = Math.max(lastMs, gateOpenedAtMs + ((FAILS_AT_ITEM - from) / ITEMS_A_SECOND) * 1000);
        continue;
      }
      facts.push(...runStretch(scenario, from, to, gateOpenedAtMs, percent));
      const atMs = gateOpenedAtMs + ((to - from) / ITEMS_A_SECOND) * 1000;
      if (percent < 100)
        facts.push(
          stamp(atMs, runner, {
            type: "scenario.paused",
            scenarioId: scenario.id,
            reason: "sync-point",
            percent,
            step: null,
          }),
        );
      done.set(scenario.id, to);
      lastMs = Math.max(lastMs, atMs);
    }
    if (percent < 100) facts.push(...gateFacts(spec, percent, gateOpenedAtMs, lastMs, failed));
    gateOpenedAtMs = lastMs + HOLD_MS;
  }
  return facts;
}

function gateFacts(
  spec: RunSpec,
  percent: number,
  beganMs: number,
  lastMs: number,
  failed: ReadonlySet<string>,
): NewRunEvent[] {
  const smallest = spec.scenarios[0] as ScenarioSpec;
  const stretch = (percent * smallest.items * 10) / ITEMS_A_SECOND;
  const arrived = spec.scenarios.filter((each) => !failed.has(each.id)).map((each) => each.id);
  const reason = failed.size > 0 && lastMs > beganMs ? "sibling-ended" : "all-arrived";
  const commandId = `cmd-${percent}`;
  const atMs = lastMs + HOLD_MS;
  return [
    stamp(lastMs, runner, { type: "milestone.gathered", percent, reason }),
    stamp(atMs, presenter, { type: "command.accepted", commandId, command: "advance", scenarioId: null, percent }),
    stamp(atMs, presenter, {
      type: "milestone.released",
      percent,
      reason: "presenter",
      waitedMs: Math.max(0, atMs - beganMs - stretch),
      arrived,
      awaited: [],
    }),
  ];
}

function runStretch(scenario: ScenarioSpec, from: number, to: number, startMs: number, percent: number): NewRunEvent[] {
  const facts: NewRunEvent[] = [];
  const endMs = startMs + ((to - from) / ITEMS_A_SECOND) * 1000;
  for (let atMs = startMs + PROGRESS_EVERY_MS; atMs < endMs; atMs += PROGRESS_EVERY_MS) {
    facts.push(progress(scenario, from + Math.floor(((atMs - startMs) / 1000) * ITEMS_A_SECOND), atMs));
  }
  facts.push(progress(scenario, to, endMs));
  const totals = totalsAt(scenario, to);
  if (percent < 100)
    facts.push(stamp(endMs, runner, { type: "milestone.reached", scenarioId: scenario.id, percent, totals }));
  else facts.push(stamp(endMs, runner, { type: "scenario.completed", scenarioId: scenario.id, totals }));
  return facts;
}

function failStretch(scenario: ScenarioSpec, from: number, startMs: number): NewRunEvent[] {
  const endMs = startMs + ((FAILS_AT_ITEM - from) / ITEMS_A_SECOND) * 1000;
  const message = "Worker used 1,061 MB, more than the limit of 1,024 MB";
  const ids = { scenarioId: scenario.id };
  return [
    progress(scenario, Math.floor((from + FAILS_AT_ITEM) / 2), (startMs + endMs) / 2),
    stamp(endMs, runner, {
      type: "batch.failed",
      ...ids,
      fromItem: FAILS_AT_ITEM,
      toItem: FAILS_AT_ITEM + 100,
      kind: "memory",
      message,
      tries: 1,
      next: "none",
      retryAtMs: null,
    }),
    stamp(endMs, runner, {
      type: "scenario.failed",
      ...ids,
      kind: "memory",
      message,
      totals: totalsAt(scenario, FAILS_AT_ITEM),
    }),
  ];
}

function progress(scenario: ScenarioSpec, itemsDone: number, atMs: number): NewRunEvent {
  const memoryMb = 80 + Math.round((itemsDone / scenario.items) * 60);
  return stamp(atMs, runner, {
    type: "scenario.progressed",
    scenarioId: scenario.id,
    attempt: 1,
    totals: totalsAt(scenario, itemsDone),
    memoryMb,
    workers: scenario.concurrency,
  });
}

function totalsAt(scenario: ScenarioSpec, itemsDone: number): ScenarioTotals {
  const share = itemsDone / scenario.items;
  const size = ITEMS.indexOf(scenario.items);
  const settled = 0.93 - 0.025 * size;
  const quality = itemsDone === 0 ? null : settled + Math.sin(share * 21 + size * 2) * 0.035 * Math.exp(-share * 4);
  const elapsedMs = (itemsDone / ITEMS_A_SECOND) * 1000;
  const metrics = { accuracy: quality, spam_recall: quality === null ? null : quality - 0.03 };
  return {
    itemsDone,
    itemsOk: itemsDone,
    itemsFailed: 0,
    batchesDone: Math.floor(itemsDone / scenario.batchSize),
    elapsedMs,
    busyMs: elapsedMs * 0.97,
    quality,
    metrics,
    cpuWaitMs: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
}

export function sampleSpec(kind: SampleKind, count: number): RunSpec {
  const scenarios = ITEMS.slice(0, count).map((items, i): ScenarioSpec => ({
    id: LABELS[i] ?? `scale-${i + 1}`,
    label: LABELS[i] ?? `scale-${i + 1}`,
    items,
    batchSize: 50,
    concurrency: i === 2 ? 4 : 1,
    timeBudgetMs: 300_000,
    memoryLimitMb: 1024,
    errorTolerance: 0.05,
    distribution: "uniform",
    targetQuality: 0.85,
  }));
  return {
    title: "Spam filter, one skill at three scales",
    skillId: "text-classification",
    skillVersion: "1",
    unit: { one: "mail", many: "mails" },
    seed: 7,
    sync: kind === "free-running" ? "free-running" : "milestone",
    hold: kind === "free-running" ? "none" : "presenter",
    milestones: [30, 50, 70, 90],
    waitLimitMs: 60_000,
    arrivalTolerance: 0,
    retry: { mode: "automatic", limit: 0, backoffMs: 100 },
    stallLimitMs: 20_000,
    reducedLoad: false,
    costCap: null,
    prices: null,
    estimate: null,
    judge: null,
    input: null,
    scenarios,
    options: {},
    demoId: "demo_text-classification",
    notes: {
      "0": "One spam filter, three piles of mail.",
      "30": "Everyone starts together. The small pile is first, and waits.",
      "50": "Same filter, eight times the mail. Watch complex: its quality sits five points under simple. Ask the room: data or load?",
      "70": "The gap holds. More mail does not make it better.",
    },
  };
}

type Body<Event> = Event extends NewRunEvent ? Omit<Event, "atMs" | "at" | "actor"> : never;
function stamp(atMs: number, actor: Actor, body: Body<NewRunEvent>): NewRunEvent & { atMs: number } {
  return { ...body, atMs: Math.round(atMs), at: new Date(STARTED + atMs).toISOString(), actor };
}
