import { z } from "zod";
import { FAULT_KINDS } from "../../core/run/faults.ts";
import { COMMAND_TYPES } from "../../core/run/commands.ts";

// Socket messages are untrusted input: strict and bounded schemas, and one invalid field rejects the message.
const runId = z.string().regex(/^[\w-]{1,80}$/);

export const JoinMessage = z.discriminatedUnion("as", [
  z.strictObject({ protocol: z.number().int(), as: z.literal("presenter"), runId }),
  z.strictObject({ protocol: z.number().int(), as: z.literal("audience"), code: z.string().max(40) }),
]);

export const ResyncMessage = z.strictObject({ afterSeq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });

export const CommandMessage = z.strictObject({
  runId,
  id: z.string().max(100),
  type: z.enum(COMMAND_TYPES),
  scenarioId: z.string().max(64).nullish(),
  percent: z.number().nullish(),
  force: z.boolean().optional(),
  fault: z.enum(FAULT_KINDS).nullable().optional(),
});
