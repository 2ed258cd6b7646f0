import { FAILURE_KINDS } from "../../core/run/failure-kinds.ts";
import { z } from "zod";
import { ACTOR_ROLES } from "../../core/run/actor.ts";
import { COST_UNITS } from "../../core/run/prices.ts";
import { FAULT_KINDS } from "../../core/run/faults.ts";
import { GATHER_REASONS, PAUSE_REASONS, RELEASE_REASONS } from "../../core/run/events.ts";
import { SizesFitted, Spec } from "./spec-schema.ts";
import { JudgementJson } from "../../operations/runs/judgement-schema.ts";
import { RUN_END_STATUSES, RUN_STATUSES, SCENARIO_STATUSES } from "../../core/run/statuses.ts";

// An allow-list of the fields that the audience may see: z.object drops every key not named here, so a field added
// elsewhere stays hidden until it is listed. Free text is emptied rather than dropped, because the reducer expects the field.
const hidden = z.string().transform(() => "");
const nothing = z.unknown().transform(() => null);
const noLines = z.unknown().transform(() => []);

const Actor = z.object({ role: z.enum(ACTOR_ROLES), name: hidden });
const Failure = z.object({ kind: z.enum(FAILURE_KINDS), message: hidden });
const scenarioStatus = z.enum(SCENARIO_STATUSES);
const gatherReason = z.enum(GATHER_REASONS);

// runs stored before figures were bounded may hold values that are not numbers; these must not break the page
const sum = z.number().catch(0);
const share = z.number().nullable().catch(null);

const Totals = z.object({
  itemsDone: sum,
  itemsOk: sum,
  itemsFailed: sum,
  batchesDone: sum,
  elapsedMs: sum,
  busyMs: sum,
  cpuWaitMs: sum,
  quality: share,
  metrics: z.record(z.string(), share),
  inputTokens: sum,
  outputTokens: sum,
});

const Footprint = { memoryMb: z.number().nullable(), workers: z.number() };
const Load = z.object({ batchSize: z.number(), concurrency: z.number() });
const spanKind = z.enum(["running", ...PAUSE_REASONS]);
const nextTry = z.enum(["automatic", "presenter", "none"]);
const Broken = {
  fromItem: z.number(),
  toItem: z.number(),
  kind: z.enum(FAILURE_KINDS),
  message: hidden,
  tries: z.number(),
  next: nextTry,
  retryAtMs: z.number().nullable(),
};
const fault = z.enum(FAULT_KINDS);
/** The audience learns that the cap was reached, but not the amount. */
const noAmount = z.unknown().transform(() => 0);
const Capped = { unit: z.enum(COST_UNITS), spent: noAmount, limit: noAmount };
const Suspended = { cause: z.enum(["process", "computer"]), suspendedMs: z.number() };
const SkillChange = { recordedVersion: z.string(), installedVersion: z.string() };

/** Of the cost of variants the audience learns how many times the cheapest one's it is, and no amount. */
const Comparison = JudgementJson.shape.comparison.unwrap().transform(({ items, measures }) => ({
  items,
  measures: measures.map((measure) => {
    if (measure.id !== "cost" || measure.values.length === 0) return measure;
    const least = Math.min(...measure.values.map(({ value }) => value));
    const values = measure.values.map(({ scenarioId, value, low, high }) => ({
      scenarioId,
      value: value / least,
      low: low / least,
      high: high / least,
    }));
    return { ...measure, values, statement: { text: "", tone: "neutral" as const, rule: "", rows: [] } };
  }),
}));

/** Cost and diagnosis are for the presenter only. */
const AudienceJudgement = JudgementJson.extend({
  comparison: Comparison.exactOptional(),
  cost: z.unknown().transform(() => ({
    currency: null,
    scenarios: [],
    usage: { busySeconds: 0, inputTokens: 0, outputTokens: 0, storedItems: 0 },
    amounts: null,
    estimated: null,
    perQualityPoint: null,
    statement: { text: "", tone: "neutral" as const, rule: "", rows: [] },
  })),
  diagnosis: nothing,
});

const Results = z.object({
  judgement: AudienceJudgement,
  scenarios: z.array(
    z.object({
      scenarioId: z.string(),
      label: z.string(),
      status: scenarioStatus,
      failure: Failure.nullable(),
      attempt: z.number(),
      items: z.number(),
      totals: Totals,
      timePerItemMs: z.number().nullable(),
      completionRate: z.number(),
      errorRate: z.number().nullable(),
      milestones: z.array(z.object({ percent: z.number(), elapsedMs: z.number(), quality: z.number().nullable() })),
    }),
  ),
  partial: z.boolean(),
  timePerItemRatio: z
    .object({
      smallest: z.string(),
      largest: z.string(),
      ratio: z.number(),
      reading: z.enum(["sublinear", "linear", "superlinear"]).nullable(),
      text: z.string(),
    })
    .nullable(),
});

const Reading = z.object({ atMs: z.number(), idleMs: z.number() });
const Release = { percent: z.number(), reason: z.enum(RELEASE_REASONS), waitedMs: z.number() };

const ScenarioState = z.object({
  id: z.string(),
  status: scenarioStatus,
  pausing: z.boolean(),
  pauseReason: z.enum(PAUSE_REASONS).nullable(),
  waitingAtGate: z.number().nullable(),
  failure: Failure.nullable(),
  attempt: z.number(),
  endedAtMs: z.number().nullable().exactOptional(),
  earlierElapsedMs: z.number(),
  load: Load,
  brokenBatches: z.array(z.object(Broken)),
  failedStart: z
    .object({ tries: z.number(), next: z.enum(["automatic", "none"]) })
    .nullable()
    .exactOptional(),
  stalledSinceMs: z.number().nullable(),
  fault: fault.nullable(),
  faults: z.array(z.object({ fault, fromMs: z.number(), toMs: z.number().nullable() })),
  totals: Totals,
  ...Footprint,
  peakMemoryMb: z.number().nullable(),
  borrowedWorkers: z.number(),
  lentWorkersTo: z.string().nullable(),
  spans: z.array(z.object({ kind: spanKind, fromMs: z.number(), toMs: z.number().nullable() })),
  milestones: z.array(
    z.object({ percent: z.number(), atMs: z.number(), elapsedMs: z.number(), quality: z.number().nullable() }),
  ),
  points: z.array(
    z.object({
      itemsDone: z.number(),
      atMs: z.number(),
      elapsedMs: z.number(),
      busyMs: z.number(),
      cpuWaitMs: z.number(),
      quality: z.number().nullable(),
      ...Footprint,
    }),
  ),
  log: noLines,
});

export const AudienceRunState = z.object({
  runId: z.string(),
  spec: Spec,
  status: z.enum(RUN_STATUSES),
  lastSeq: z.number(),
  atMs: z.number(),
  at: z.string(),
  queuedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  sizesFitted: z.object(SizesFitted).exactOptional(),
  epoch: z.number(),
  machine: z.object({ processors: z.number(), readings: z.array(Reading) }).exactOptional(),
  crashes: z.number(),
  recoveries: z.array(z.object({ atMs: z.number(), downtimeMs: z.number() })),
  suspensions: z.array(z.object({ ...Suspended, atMs: z.number() })).exactOptional(),
  interrupted: z.boolean(),
  releasedGates: z.number(),
  releases: z.array(z.object({ ...Release, atMs: z.number(), actor: Actor })),
  barrier: z
    .object({
      gate: z.number(),
      firstArrivalMs: z.number(),
      limitFromMs: z.number().exactOptional(),
      endedWhileAwaited: z.boolean(),
      gathered: gatherReason.nullable(),
    })
    .nullable(),
  scenarios: z.array(ScenarioState),
  workersEndedMs: z.number().nullable().exactOptional(),
  workersStartedMs: z.number().exactOptional(),
  triedReducedLoad: z.boolean(),
  capped: z.object({ ...Capped, atMs: z.number() }).nullable(),
  skillChanged: z.object(SkillChange).nullable(),
  commands: noLines,
  results: Results.nullable(),
  diagnosis: nothing,
});

const stamp = { seq: z.number(), atMs: z.number(), at: z.string(), actor: Actor };
const scenarioId = z.string();
function fact<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.object({ type: z.literal(type), ...stamp, ...shape });
}

/** Fact types not listed here are never sent to the audience: skill logs, and who sent which command. */
export const AudienceEvent = z.discriminatedUnion("type", [
  fact("run.queued", { runId: z.string(), spec: Spec }),
  fact("run.preparing", { epoch: z.number(), runner: hidden }),
  fact("run.sizes-fitted", SizesFitted),
  fact("run.started", {}),
  fact("run.recovered", { epoch: z.number(), runner: hidden, downtimeMs: z.number(), crashes: z.number() }),
  fact("run.suspended", Suspended),
  fact("run.interrupted", { reason: z.literal("shutdown") }),
  fact("run.finished", {
    status: z.enum(RUN_END_STATUSES),
    results: Results,
    diagnosis: nothing,
  }),
  fact("scenario.started", { scenarioId, attempt: z.number() }),
  fact("scenario.progressed", {
    scenarioId,
    attempt: z.number(),
    totals: Totals,
    ...Footprint,
    machine: z.object({ processors: z.number(), idleMs: z.number() }).optional(),
  }),
  fact("scenario.pausing", { scenarioId }),
  fact("scenario.paused", {
    scenarioId,
    reason: z.enum(PAUSE_REASONS),
    percent: z.number().nullable(),
    step: z.number().nullable(),
  }),
  fact("scenario.resumed", { scenarioId }),
  fact("scenario.completed", { scenarioId, totals: Totals }),
  fact("scenario.failed", { scenarioId, kind: z.enum(FAILURE_KINDS), message: hidden, totals: Totals }),
  fact("scenario.cancelled", { scenarioId, totals: Totals }),
  fact("workers.lent", { fromScenarioId: z.string(), toScenarioId: z.string(), workers: z.number() }),
  fact("workers.ended", {}),
  fact("workers.started", {}),
  fact("batch.failed", { scenarioId, ...Broken, items: z.number().optional() }),
  fact("batch.retried", { scenarioId, fromItem: z.number(), toItem: z.number() }),
  fact("batch.recovered", { scenarioId, fromItem: z.number(), toItem: z.number(), tries: z.number() }),
  fact("worker.failed", {
    scenarioId,
    kind: z.enum(FAILURE_KINDS),
    message: hidden,
    tries: z.number(),
    next: z.enum(["automatic", "none"]),
    retryInMs: z.number().nullable(),
  }),
  fact("worker.recovered", { scenarioId, tries: z.number() }),
  fact("scenario.retried", {
    scenarioId,
    attempt: z.number(),
    reason: z.enum(["presenter", "reduced-load"]),
    load: Load,
    totals: Totals,
  }),
  fact("scenario.stalled", { scenarioId, quietMs: z.number() }),
  fact("fault.injected", { scenarioId, fault }),
  fact("fault.ended", { scenarioId, fault }),
  fact("run.reopened", {}),
  fact("run.capped", Capped),
  fact("skill.changed", SkillChange),
  fact("milestone.reached", { scenarioId, percent: z.number(), totals: Totals }),
  fact("milestone.gathered", { percent: z.number(), reason: gatherReason }),
  fact("milestone.released", { ...Release, arrived: z.array(z.string()), awaited: z.array(z.string()) }),
  fact("step.released", {
    step: z.number(),
    steps: z.number(),
    reason: z.enum(RELEASE_REASONS),
    waitedMs: z.number(),
  }),
]);
