import { z } from "zod";
import { commandFields } from "../../operations/runs/send-command.ts";

// Socket messages are untrusted input: strict and bounded schemas, and one invalid field rejects the message.
const runId = z.string().regex(/^[\w-]{1,80}$/);

export const JoinMessage = z.discriminatedUnion("as", [
  z.strictObject({ protocol: z.number().int(), as: z.literal("presenter"), runId }),
  z.strictObject({ protocol: z.number().int(), as: z.literal("audience"), code: z.string().max(40) }),
]);

export const ResyncMessage = z.strictObject({ afterSeq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });

export const CommandMessage = z.strictObject({ runId, ...commandFields });
