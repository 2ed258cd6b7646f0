import { z } from "zod";
import type { JsonObject } from "../../../core/kit/json.ts";
import { parseNetworkTarget } from "../../../network-targets.ts";
import { receivableName } from "../names.ts";

export const PROVIDERS = ["openai-compatible", "anthropic"] as const;
export const ANSWERS = ["live", "record", "replay"] as const;
export const PACES = ["recorded", "fast"] as const;
/** Of an answer without a recorded time. */
const DEFAULT_PACE_MS = 500;

const text = z.string().trim().min(1, "must not be empty");
const perMinute = z.number("must be a number").gt(0, "must be above 0");

const target = z
  .string()
  .refine(
    (entry) => typeof parseNetworkTarget(entry)?.port === "number",
    'must be an address, a network or localhost with a port, such as "127.0.0.1:11434"',
  );

/** JSON Schema that our reader of schemas understands. */
const answerSchema = z.record(z.string(), z.json()).superRefine((schema, context) => {
  try {
    toAnswerType(schema);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: "custom", message: `is no JSON Schema that can be used: ${message}` });
  }
});

/** Checks structured answers. Throws for a schema that is none. */
export function toAnswerType(schema: JsonObject): z.ZodType {
  return z.fromJSONSchema(schema);
}

/** A model behind a service. */
export const ModelService = z.strictObject({
  provider: z
    .enum(PROVIDERS)
    .describe("openai-compatible: most services and local servers; anthropic: its Messages API"),
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as "https://api.example.com/v1"' })
    .optional()
    .describe("the service's address up to and including its version, such as http://127.0.0.1:11434/v1"),
  apiKey: receivableName
    .optional()
    .describe("the name of a declared secret that holds the key; without it, none is sent"),
  allow: z
    .array(target)
    .max(20, "must be at most 20")
    .default([])
    .describe('servers that are not on the internet, such as "127.0.0.1:11434"'),
  model: text.describe("the model's name; {{options.NAME}} is filled in"),
  temperature: z.number("must be a number").min(0, "must be at least 0").max(2, "must be at most 2").optional(),
  maxOutputTokens: z.number("must be a number").int("must be a whole number").min(1, "must be at least 1").optional(),
  requestsPerMinute: perMinute.optional().describe("requests of one worker; more wait"),
  tokensPerMinute: perMinute
    .optional()
    .describe("input and output tokens of one worker; once they are used, requests wait"),
  retries: z
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must be at least 0")
    .max(10, "must be at most 10")
    .default(3)
    .describe("further tries after a refusal for a while (429), an error of the service (5xx) or a lost connection"),
});
export type ModelService = z.infer<typeof ModelService>;

/** Without its own, that of the provider. */
export function toAddress({ baseUrl }: Pick<ModelService, "baseUrl">): string {
  return baseUrl ?? "https://api.anthropic.com/v1";
}

/** A language model that is asked once per item. */
export const ModelInvoke = z.strictObject({
  kind: z.literal("model"),
  ...ModelService.shape,
  system: text.optional().describe("instructions for every item; {{options.NAME}} and {{COLUMN}} are filled in"),
  prompt: text.describe("what is asked about an item; {{COLUMN}} and {{options.NAME}} are filled in"),
  output: z
    .union([z.literal("text"), z.strictObject({ schema: answerSchema })], {
      error: 'must be "text", or a schema: the JSON Schema of a structured answer',
    })
    .default("text"),
  concurrency: z
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(64, "must be at most 64")
    .default(4)
    .describe("requests of one worker at once"),
  answers: z
    .enum(ANSWERS)
    .default("live")
    .describe("live: the model is asked; record: its answers are also kept; replay: only kept answers are used"),
  pace: z.enum(PACES).default("recorded").describe("of replayed answers: as long as the model took, or at once"),
  paceMs: z
    .number("must be a number")
    .min(0, "must be at least 0")
    .max(60_000, "must be at most 60000")
    .default(DEFAULT_PACE_MS)
    .describe("how long a replayed answer takes that was recorded without its time"),
});
export type ModelInvoke = z.infer<typeof ModelInvoke>;
