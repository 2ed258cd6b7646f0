import { z } from "zod";
import { COST_VALUES, MAX_FIGURE } from "../core/run/metrics.ts";
import { err, ok, type Result } from "../core/kit/result.ts";
import { DISTRIBUTIONS } from "../core/run/spec.ts";
import { limitItem, MAX_ERROR, MAX_NAME, MAX_OUTCOME, readItemMessage } from "./item-message.ts";

/**
 * The line protocol between host and skill: one JSON document per line, from the host on stdin, from the skill on
 * stdout. Everything else that a skill prints goes to stderr and becomes its log.
 */
export const PROTOCOL_VERSION = 1;
/** of a line for the skill */
export const MAX_LINE_BYTES = 1_048_576;
/** of a line from the skill: the longest item with all that it may report takes half of it */
export const MAX_SKILL_LINE_BYTES = 262_144;

const item = z.number().int().nonnegative();

export const HostMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("open"),
    protocol: z.literal(PROTOCOL_VERSION),
    skillId: z.string(),
    scenarioId: z.string(),
    seed: z.number().int(),
    items: z.number().int().positive(),
    distribution: z.enum(DISTRIBUTIONS),
    options: z.record(z.string(), z.json()),
    /** number of uploaded rows sent before this message, one per item; null: generated data */
    inputRows: z.number().int().positive().nullable().default(null),
  }),
  /** uploaded rows in order, split over messages to respect the line limit */
  z.object({ type: z.literal("input"), rows: z.array(z.record(z.string(), z.json())) }),
  /** items from `fromItem` to `toItem`, the latter excluded, without the ranges of `skip`, which are finished already */
  z.object({
    type: z.literal("batch"),
    batchId: z.number().int(),
    fromItem: item,
    toItem: item,
    skip: z.array(z.tuple([item, item])).default([]),
    /** parent of the spans that the skill makes of this batch (W3C Trace Context); only while spans of runs are sent */
    traceparent: z.string().optional(),
  }),
  z.object({ type: z.literal("cancel"), batchId: z.number().int() }),
  z.object({ type: z.literal("close") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

const figure = z
  .number("no finite number")
  .min(-MAX_FIGURE, `below ${-MAX_FIGURE}`)
  .max(MAX_FIGURE, `above ${MAX_FIGURE}`);

const values = z.record(z.string().max(MAX_NAME), figure).superRefine((given, context) => {
  for (const name of COST_VALUES)
    if ((given[name] ?? 0) < 0) context.addIssue({ code: "custom", path: [name], message: "below 0" });
});

export const SkillMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), protocol: z.literal(PROTOCOL_VERSION), items: z.number().int().positive() }),
  z.object({
    type: z.literal("item"),
    batchId: z.number().int(),
    index: item,
    ok: z.boolean(),
    error: z.string().max(MAX_ERROR).nullish(),
    values: values.default({}),
    samples: z.record(z.string().max(MAX_NAME), z.array(figure)).default({}),
    outcome: z.string().max(MAX_OUTCOME).default(""),
  }),
  z.object({
    type: z.literal("batch-done"),
    batchId: z.number().int(),
    /** time since the batch was received, by the skill's clock; excludes the transport between host and skill */
    workerMs: figure.min(0, "below 0").optional(),
  }),
  z.object({
    type: z.literal("batch-failed"),
    batchId: z.number().int(),
    kind: z.enum(["exception", "validation"]),
    message: z.string().max(4_000),
  }),
  /** a long item is being worked on: without items or this, a batch counts as stalled after a while */
  z.object({ type: z.literal("progress"), batchId: z.number().int(), text: z.string().max(200).default("") }),
  z.object({ type: z.literal("log"), level: z.enum(["info", "warn", "error"]), text: z.string().max(2_000) }),
  z.object({ type: z.literal("open-failed"), message: z.string().max(4_000) }),
]);
export type SkillMessage = z.infer<typeof SkillMessage>;

/** Python and others print them as if JSON had them. */
const NO_JSON_NUMBER = /(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/;

/** Parses a line into a message; otherwise describes what is wrong with it. */
export function readSkillMessage(line: string): Result<SkillMessage, string> {
  const parsed = parseJson(line);
  const item = readItemMessage(parsed);
  if (item !== null) return ok(limitItem(item));
  const message = SkillMessage.safeParse(parsed);
  if (message.success) return ok(message.data);
  const [issue] = message.error.issues;
  const place = issue?.path.join(".") ?? "";
  const [notANumber] = place === "" ? (NO_JSON_NUMBER.exec(line) ?? []) : [];
  if (notANumber !== undefined) return err(`${notANumber}, which is no number in JSON: leave the value out`);
  const what = place === "" ? "an invalid message" : `a message with a wrong ${place} (${issue?.message})`;
  return err(`${what}: ${JSON.stringify(line.slice(0, 80))}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
