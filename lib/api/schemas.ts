import { FAILURE_KINDS } from "../core/run/failure-kinds.ts";
import { z } from "zod";
import { ACTOR_ROLES } from "../core/run/actor.ts";
import { COMMAND_TYPES, REFUSAL_CODES } from "../core/run/commands.ts";
import { RELEASE_REASONS } from "../core/run/events.ts";
import { DISTRIBUTIONS, HOLD_MODES, SYNC_MODES } from "../core/run/spec.ts";
import { EstimateJson } from "../operations/estimates/estimate-schema.ts";
import { JudgementJson } from "../operations/runs/judgement-schema.ts";
import { RUN_STATUSES } from "../core/run/run-status.ts";
import { commandFields } from "../operations/runs/send-command.ts";
import { StartRunInput } from "../operations/runs/start-run-input.ts";
import { AudienceRunState } from "../realtime/audience/schema.ts";

// One set of schemas for the HTTP API, its OpenAPI document and the JSON of the command line.
const time = z.string().describe("ISO 8601");
const ratio = z.number().min(0).max(1);
const quality = ratio.nullable().describe("weighted score of the skill's metrics; null before the first finished item");
const scenarioStatus = z.enum(["pending", "running", "paused", "complete", "failed", "cancelled"]);

export const StartRun = StartRunInput.meta({ id: "StartRun" });
export const Estimate = EstimateJson.meta({ id: "Estimate" });
export const JudgementDocument = JudgementJson.meta({ id: "Judgement" });

const Actor = z.object({ role: z.enum(ACTOR_ROLES), name: z.string() });
const Failure = z.object({ kind: z.enum(FAILURE_KINDS), message: z.string() });

export const RunSummary = z.object({
  id: z.string(),
  title: z.string(),
  skill: z.string(),
  sync: z.enum(SYNC_MODES),
  hold: z.enum(HOLD_MODES),
  status: z.enum(RUN_STATUSES),
  seed: z.number().int(),
  items: z.array(z.number().int()).describe("per scenario, smallest first"),
  itemsDone: z.array(z.number().int()),
  quality: z.array(quality),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  runMs: z.number().describe("the run's own time at its last event: holds and pauses included, downtime not"),
  lastSeq: z.number().int(),
});
export type RunSummary = z.infer<typeof RunSummary>;

export const RunPage = z.object({ items: z.array(RunSummary), nextCursor: z.string().nullable() });

const MilestoneReached = z.object({ percent: z.number(), elapsedMs: z.number(), quality });

export const ScenarioDetail = z.object({
  id: z.string(),
  label: z.string(),
  status: scenarioStatus,
  attempt: z.number().int(),
  failure: Failure.nullable(),
  items: z.number().int(),
  itemsDone: z.number().int(),
  itemsOk: z.number().int(),
  itemsFailed: z.number().int(),
  batchesDone: z.number().int(),
  batchSize: z.number().int(),
  concurrency: z.number().int(),
  timeBudgetMs: z.number(),
  memoryLimitMb: z.number(),
  peakMemoryMb: z.number().nullable(),
  errorTolerance: z.number(),
  distribution: z.enum(DISTRIBUTIONS),
  targetQuality: z.number(),
  elapsedMs: z.number().describe("active time: holds, pauses and downtime left out"),
  busyMs: z.number().describe("sum of the durations of the batches"),
  cpuWaitMs: z.number().describe("of busyMs, how long workers stood in line for a processor"),
  inputTokens: z.number().describe("tokens sent to a model, over all items"),
  outputTokens: z.number().describe("tokens that a model answered with, over all items"),
  timePerItemMs: z.number().nullable(),
  completionRate: z.number(),
  errorRate: z.number().nullable(),
  quality,
  metrics: z.record(z.string(), z.number().nullable()),
  milestones: z.array(MilestoneReached),
});

const Release = z.object({
  percent: z.number(),
  reason: z.enum(RELEASE_REASONS),
  atMs: z.number(),
  waitedMs: z.number(),
  actor: Actor,
});
const CommandOutcome = z.object({
  id: z.string(),
  type: z.enum(COMMAND_TYPES),
  outcome: z.enum(["accepted", "refused"]),
  code: z.enum(REFUSAL_CODES).nullable(),
  message: z.string().nullable(),
  atMs: z.number(),
  actor: Actor,
});
const TimePerItemRatio = z.object({
  smallest: z.string(),
  largest: z.string(),
  ratio: z.number(),
  reading: z.enum(["sublinear", "linear", "superlinear"]),
  text: z.string(),
});

const RecordedJudgeJson = z.object({
  metricId: z.string(),
  title: z.string(),
  question: z.string(),
  recordedBy: z.string(),
  recordedAt: z.iso.date(),
  answers: z.number().int().describe("how many items it has an answer for"),
});

/** One run, live or ended; the figures of an unfinished run are those of its last event. */
export const RunDetail = z.object({
  id: z.string(),
  title: z.string(),
  skill: z.string(),
  skillVersion: z.string(),
  skillChanged: z
    .object({ recordedVersion: z.string(), installedVersion: z.string() })
    .nullable()
    .describe("the run went on with another version of its skill than it began with; null: it did not"),
  sync: z.enum(SYNC_MODES),
  hold: z.enum(HOLD_MODES),
  seed: z.number().int(),
  milestonePercents: z.array(z.number()),
  waitLimitMs: z.number(),
  arrivalTolerance: z.number(),
  options: z.record(z.string(), z.unknown()),
  input: z
    .object({ id: z.string(), name: z.string(), rows: z.number().int() })
    .nullable()
    .describe("the presenter's own rows; null: the skill's own data"),
  status: z.enum(RUN_STATUSES),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  runMs: z.number(),
  lastSeq: z.number().int(),
  recoveries: z.array(z.object({ atMs: z.number(), downtimeMs: z.number() })),
  scenarios: z.array(ScenarioDetail),
  releases: z.array(Release),
  commands: z.array(CommandOutcome).describe("the last 50"),
  partial: z.boolean().describe("some scenario did not finish all its items: every figure is then of what stands"),
  timePerItemRatio: TimePerItemRatio.nullable(),
  diagnosis: z.string().nullable(),
  judgement: JudgementDocument.describe(
    "what the figures come to, so far or at the end; also alone at /api/runs/{id}/results",
  ),
  judge: RecordedJudgeJson.nullable().describe("whose answers a metric compares the skill with"),
  estimate: Estimate.nullable().describe("as it was told before the start"),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const RunEventDocument = z
  .looseObject({ seq: z.number().int(), type: z.string(), atMs: z.number(), at: time, actor: Actor })
  .describe("a fact of the run; what else it carries goes by its type");
export const EventPage = z.object({
  events: z.array(RunEventDocument),
  lastSeq: z.number().int().describe("ask again with after=lastSeq"),
});

export const Created = z.object({ id: z.string() });
export const Started = Created.extend({
  warnings: z.array(z.string()).describe("what to know although it has started"),
});
export const ErrorDocument = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export const Health = z.object({
  status: z.enum(["ok", "unavailable"]),
  version: z.string(),
  database: z.object({ ok: z.boolean(), latencyMs: z.number().nullable() }),
  runner: z.enum(["alive", "idle", "lost", "unknown"]).describe("lost: a run waits and no runner drives it"),
  sockets: z.number().int(),
});
export type Health = z.infer<typeof Health>;

export const OpenApiDocument = z.looseObject({ openapi: z.string() });

export const Session = z.object({ role: z.enum(["presenter", "reviewer"]), expiresAt: time.nullable() });

/** What the audience sees of the run on stage; what is kept from it is empty there. */
export const StagePicture = z.object({
  runId: z.string().nullable(),
  state: AudienceRunState.meta({ id: "AudienceRun" }).nullable(),
  factSeq: z.number().int(),
  live: z.object({ runAtMs: z.number(), runner: z.enum(["alive", "lost", "none"]) }),
});

const { scenarioId, percent } = commandFields;

/** A command as the API takes it: `milestone` names what advance releases. */
export const CommandBody = z
  .strictObject({
    id: commandFields.id,
    type: commandFields.type,
    scenario: scenarioId.describe("one scenario; all without it. Not for advance; a fault needs one"),
    milestone: percent.describe("advance: the milestone to release; without it, the one waited at"),
    percent: percent.describe("the same as milestone"),
    force: commandFields.force.describe("advance: release although scenarios are still awaited"),
    fault: commandFields.fault.describe("fault: what is done to the scenario; null ends it"),
  })
  .refine(({ milestone, percent }) => milestone == null || percent == null || milestone === percent, {
    path: ["percent"],
    error: "names another milestone than `milestone`",
  });
