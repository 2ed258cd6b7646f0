import { z } from "zod";
import { DISTRIBUTIONS } from "../core/run-spec.ts";

/**
 * The line protocol between host and skill: one JSON document a line, the host on stdin, the skill on its
 * stdout. What a skill prints otherwise goes to stderr and becomes its log.
 */
export const PROTOCOL_VERSION = 1;
export const MAX_LINE_BYTES = 1_048_576;

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
    /** how many rows of the presenter's own came before this message, one for each item; null: the skill's own data */
    inputRows: z.number().int().positive().nullable().default(null),
  }),
  /** rows in their order; as many messages as it takes to keep to the length of a line */
  z.object({ type: z.literal("input"), rows: z.array(z.record(z.string(), z.json())) }),
  z.object({ type: z.literal("batch"), batchId: z.number().int(), fromItem: item, toItem: item }),
  z.object({ type: z.literal("cancel"), batchId: z.number().int() }),
  z.object({ type: z.literal("close") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

const finite = z.number().refine(Number.isFinite);

export const SkillMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), protocol: z.literal(PROTOCOL_VERSION), items: z.number().int().positive() }),
  z.object({
    type: z.literal("item"),
    batchId: z.number().int(),
    index: item,
    ok: z.boolean(),
    error: z.string().max(2_000).nullish(),
    values: z.record(z.string().max(64), finite).default({}),
    samples: z.record(z.string().max(64), z.array(finite).max(5_000)).default({}),
    outcome: z.string().max(500).default(""),
  }),
  z.object({ type: z.literal("batch-done"), batchId: z.number().int() }),
  z.object({
    type: z.literal("batch-failed"),
    batchId: z.number().int(),
    kind: z.enum(["exception", "validation"]),
    message: z.string().max(4_000),
  }),
  z.object({ type: z.literal("log"), level: z.enum(["info", "warn", "error"]), text: z.string().max(2_000) }),
  z.object({ type: z.literal("open-failed"), message: z.string().max(4_000) }),
]);
export type SkillMessage = z.infer<typeof SkillMessage>;
