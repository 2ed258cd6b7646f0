import { FAILURE_KINDS } from "../core/run/failure-kinds.ts";
import { z } from "zod";
import { ACTOR_ROLES } from "../core/run/actor.ts";
import { COMMAND_TYPES, REFUSAL_CODES } from "../core/run/commands.ts";
import { SHORTAGES } from "../core/ports/storage.ts";
import { RELEASE_REASONS } from "../core/run/events.ts";
import { DISTRIBUTIONS, HOLD_MODES, SYNC_MODES } from "../core/run/spec.ts";
import { EstimateJson } from "../operations/estimates/estimate-schema.ts";
import { JudgementJson } from "../operations/runs/judgement-schema.ts";
import { QUEUE_WAIT_REASONS } from "../core/run/queue-wait.ts";
import { RUN_STATUSES, SCENARIO_STATUSES } from "../core/run/statuses.ts";
import { COMMAND_FIELDS, findCommandProblems } from "../operations/runs/command-input.ts";
import { InputLabelsDocument } from "./input-schemas.ts";
import { StartRunInput } from "../operations/runs/start-run-input.ts";
import { AudienceRunState } from "../realtime/audience/schema.ts";

// One set of schemas for the HTTP API, its OpenAPI document and the JSON of the command line.
const time = z.string().describe("ISO 8601");
const ratio = z.number().min(0).max(1);
const quality = ratio.nullable().describe("weighted score of the skill's metrics; null before the first finished item");
const scenarioStatus = z.enum(SCENARIO_STATUSES);

export const StartRun = StartRunInput.meta({ id: "StartRun" });
export const Estimate = EstimateJson.meta({ id: "Estimate" });
export const JudgementDocument = JudgementJson.meta({ id: "Judgement" });

const QUEUE_WAIT = {
  reason: z.enum(QUEUE_WAIT_REASONS),
  position: z.number().int().describe("in the queue; 1: the next to start"),
};

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
  runMs: z.number().describe("run time at its last event: includes holds and pauses, excludes downtime"),
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
  itemErrors: z
    .array(z.object({ text: z.string(), count: z.number().int() }))
    .describe(
      "why items failed: at most 5 errors, the most frequent first; errors that differ only in numbers or names are one",
    ),
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
  options: z
    .record(z.string(), z.unknown())
    .exactOptional()
    .describe("of a variant: its own options, merged over the run's"),
  elapsedMs: z.number().describe("active time: excludes holds, pauses and downtime"),
  busyMs: z.number().describe("sum of the durations of the batches"),
  cpuWaitMs: z.number().describe("share of busyMs that workers waited for a CPU"),
  inputTokens: z.number().describe("tokens sent to a model, over all items"),
  outputTokens: z.number().describe("tokens received from a model, over all items"),
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
  reading: z.enum(["sublinear", "linear", "superlinear"]).nullable(),
  text: z.string(),
});

const RecordedJudgeJson = z.object({
  metricId: z.string(),
  title: z.string(),
  question: z.string(),
  recordedBy: z.string(),
  recordedAt: z.iso.date(),
  answers: z.number().int().describe("number of items with a recorded answer"),
});

const PinnedAnswersJson = z.object({
  model: z.string().describe("who answered, as the service named it"),
  recordedAt: z.iso.date(),
  count: z.number().int().describe("number of recorded answers"),
  pace: z.enum(["recorded", "fast"]),
  note: z.string().nullable().describe("how they were recorded, if not by asking the model"),
  text: z.string().describe("what is replayed, and what that means for times and tokens"),
});

/** A run, live or ended; the figures of an unfinished run are as of its last event. */
export const RunDetail = z.object({
  id: z.string(),
  title: z.string(),
  skill: z.string(),
  skillVersion: z.string(),
  skillChanged: z
    .object({ recordedVersion: z.string(), installedVersion: z.string() })
    .nullable()
    .describe("set if the run continued with another version of its skill"),
  sync: z.enum(SYNC_MODES),
  hold: z.enum(HOLD_MODES),
  seed: z.number().int(),
  milestonePercents: z.array(z.number()),
  lengthSeconds: z.number().nullable().describe("the chosen length; null: the sizes were used as they are"),
  waitLimitMs: z.number(),
  arrivalTolerance: z.number(),
  options: z.record(z.string(), z.unknown()),
  input: z
    .object({
      id: z.string(),
      name: z.string(),
      rows: z.number().int(),
      labels: InputLabelsDocument.nullable().describe("null: unknown, or the skill compares with nothing in the rows"),
    })
    .nullable()
    .describe("the presenter's own rows; null: the skill's own data"),
  status: z.enum(RUN_STATUSES),
  waiting: z
    .object({ ...QUEUE_WAIT, text: z.string() })
    .nullable()
    .describe("why a queued run has not started; null once a runner has taken it"),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  runMs: z.number(),
  lastSeq: z.number().int(),
  recoveries: z.array(z.object({ atMs: z.number(), downtimeMs: z.number() })),
  scenarios: z.array(ScenarioDetail),
  releases: z.array(Release),
  commands: z.array(CommandOutcome).describe("the last 50"),
  partial: z.boolean().describe("some scenario did not finish all its items: all figures cover completed items only"),
  timePerItemRatio: TimePerItemRatio.nullable(),
  diagnosis: z.string().nullable(),
  judgement: JudgementDocument.describe("the judgement so far or at the end; also at /api/runs/{id}/results"),
  judge: RecordedJudgeJson.nullable().describe("the LLM judge whose recorded answers a metric uses"),
  answers: PinnedAnswersJson.nullable().describe(
    "the recorded answers that the run replays; null: the skill works itself",
  ),
  estimate: Estimate.nullable().describe("the estimate made before the start"),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const RunEventDocument = z
  .looseObject({ seq: z.number().int(), type: z.string(), atMs: z.number(), at: time, actor: Actor })
  .describe("a fact of the run; its other fields depend on its type");
export const EventPage = z.object({
  events: z.array(RunEventDocument),
  lastSeq: z.number().int().describe("continue with after=lastSeq"),
});

export const Created = z.object({ id: z.string() });
export const Started = Created.extend({
  warnings: z.array(z.string()).describe("warnings; the run starts nevertheless"),
});
export const ErrorDocument = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export const Health = z.object({
  status: z.enum(["ok", "unavailable"]),
  version: z.string(),
  database: z.object({
    ok: z.boolean(),
    latencyMs: z.number().nullable(),
    shortage: z
      .enum(SHORTAGES)
      .nullable()
      .describe("why it cannot store; runs wait and continue automatically once it can"),
  }),
  runner: z.enum(["alive", "idle", "lost", "unknown"]).describe("lost: a run is waiting and no runner drives it"),
  sockets: z.number().int(),
  exporters: z
    .array(
      z.object({
        name: z.string().describe("where runs are sent: otlp, langfuse"),
        status: z
          .enum(["sending", "failing", "stopped"])
          .describe("failing: requests are tried again, nothing is lost"),
        pendingRuns: z.number().int().describe("runs with facts that are not sent yet"),
        refused: z.number().int().describe("records that the receiver never takes, since the exporter started"),
      }),
    )
    .describe("empty unless telemetry is configured"),
});
export type Health = z.infer<typeof Health>;

export const OpenApiDocument = z.looseObject({ openapi: z.string() });

export const Session = z.object({ role: z.enum(["presenter", "reviewer"]), expiresAt: time.nullable() });

/** The audience's view of the run on stage; hidden fields are empty. */
export const StagePicture = z.object({
  runId: z.string().nullable(),
  state: AudienceRunState.meta({ id: "AudienceRun" }).nullable(),
  factSeq: z.number().int(),
  live: z.object({
    runAtMs: z.number(),
    runner: z.enum(["alive", "lost", "none"]),
    shortage: z.enum(SHORTAGES).optional(),
    wait: z.object(QUEUE_WAIT).optional().describe("why a queued run has not started"),
  }),
});

/** A command as the API accepts it; `milestone` is the one to release. */
export const CommandBody = z
  .strictObject({
    id: COMMAND_FIELDS.id,
    type: COMMAND_FIELDS.type,
    scenario: COMMAND_FIELDS.scenarioId.describe("one scenario; omit it for all. Not for advance; required for fault"),
    milestone: COMMAND_FIELDS.percent.describe(
      "advance: the milestone to release. Without it only the first milestone of the run is released; later the command is refused as milestone-unnamed",
    ),
    percent: COMMAND_FIELDS.percent.describe("the same as milestone"),
    force: COMMAND_FIELDS.force.describe("advance: release even if scenarios are still awaited"),
    fault: COMMAND_FIELDS.fault.describe("fault: what to inject into the scenario; null ends the active fault"),
  })
  .refine(({ milestone, percent }) => milestone == null || percent == null || milestone === percent, {
    path: ["percent"],
    error: "differs from `milestone`",
  })
  .superRefine(({ scenario, milestone, percent, ...command }, check) => {
    const named = { scenarioId: "scenario", percent: milestone === null ? "percent" : "milestone" };
    const fields = { ...command, scenarioId: scenario, percent: milestone ?? percent };
    for (const { field, message } of findCommandProblems(fields))
      check.addIssue({
        code: "custom",
        path: [field === "force" || field === "fault" ? field : named[field]],
        message,
      });
  });
