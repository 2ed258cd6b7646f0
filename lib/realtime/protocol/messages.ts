import { z } from "zod";
import { COVERS, SCREENS } from "../../core/stage/programme.ts";
import { storableText } from "../../operations/inputs/storable.ts";
import { COMMAND_FIELDS } from "../../operations/runs/command-input.ts";

// Socket messages are untrusted input: strict and bounded schemas, and one invalid field rejects the message.
/** More items than any skill has. */
const MAX_WHAT_IF = 1e12;
const runId = z.string().regex(/^[\w-]{1,80}$/);

export const JoinMessage = z.discriminatedUnion("as", [
  z.strictObject({
    protocol: z.number().int(),
    as: z.literal("presenter"),
    runId,
    console: z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/), name: storableText.min(1).max(60) }).optional(),
    fresh: z.boolean().optional(),
  }),
  z.strictObject({ protocol: z.number().int(), as: z.literal("audience"), code: z.string().max(40) }),
]);

const page = z.number().int().min(0).max(20);
const scenarioId = storableText.min(1).max(64);
const shortText = storableText.trim().min(1).max(160);

const Act = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("show"), screen: z.enum(SCREENS), page }),
  z.strictObject({ type: z.literal("cover"), cover: z.enum(COVERS).nullable() }),
  z.strictObject({ type: z.literal("freeze"), on: z.boolean() }),
  z.strictObject({ type: z.literal("theme"), theme: z.enum(["dark", "light"]) }),
  z.strictObject({
    type: z.literal("caption"),
    caption: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("automatic") }),
      z.strictObject({ kind: z.literal("off") }),
      z.strictObject({ kind: z.literal("written"), text: shortText }),
    ]),
  }),
  z.strictObject({
    type: z.literal("spotlight"),
    spotlight: z
      .strictObject({
        scenarioId,
        point: z.strictObject({ chart: z.enum(["quality", "growth"]), at: z.number() }).nullable(),
        note: shortText.nullable(),
      })
      .nullable(),
  }),
  z.strictObject({ type: z.literal("what-if"), items: z.number().int().min(1).max(MAX_WHAT_IF).nullable() }),
  z.strictObject({ type: z.literal("drive"), confirmed: z.boolean() }),
  z.strictObject({ type: z.literal("ask-to-drive") }),
  z.strictObject({ type: z.literal("hand-over") }),
  z.strictObject({ type: z.literal("keep-driving") }),
]);

export type JoinMessage = z.infer<typeof JoinMessage>;

export const DirectMessage = z.strictObject({ act: Act });

export const ResyncMessage = z.strictObject({ afterSeq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });

export const CommandMessage = z.strictObject({ runId, ...COMMAND_FIELDS });
