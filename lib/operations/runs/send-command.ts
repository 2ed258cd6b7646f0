import { z } from "zod";
import { COMMAND_TYPES, type RunCommand } from "../../core/run/commands.ts";
import { FAULT_KINDS } from "../../core/run/faults.ts";
import { refuseAfterEnd } from "../../core/decide/decide.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, notFound, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import { isRunId, storableText } from "../inputs/storable.ts";

/** The fields of a command, for the socket and the API too. */
export const commandFields = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/, "is 1 to 100 letters, digits, dots, dashes, colons or underscores")
    .describe("unique id of the click: a repeated request has no further effect"),
  type: z.enum(COMMAND_TYPES),
  scenarioId: storableText.min(1).max(64).nullable().default(null),
  percent: z.number().int().min(0).max(100).nullable().default(null),
  force: z.boolean().default(false),
  fault: z.enum(FAULT_KINDS).nullable().default(null),
};

const SendCommandInput = z
  .strictObject(commandFields)
  .refine(({ type, scenarioId }) => type !== "advance" || scenarioId === null, {
    path: ["scenarioId"],
    error: "a milestone opens for all scenarios; leave the scenario out",
  })
  .refine(({ type, percent }) => type === "advance" || percent === null, {
    path: ["percent"],
    error: "only applies to advance",
  })
  .refine(({ type, force }) => type === "advance" || !force, { path: ["force"], error: "only applies to advance" })
  .refine(({ type, fault }) => type === "fault" || fault === null, { path: ["fault"], error: "only applies to fault" })
  .refine(({ type, scenarioId }) => type !== "fault" || scenarioId !== null, {
    path: ["scenarioId"],
    error: "a fault affects one scenario; name it",
  });

/**
 * Stores a person's command for a run. Its effect or refusal follows as a fact. An ended run has no runner, so its refusal is
 * recorded here; an acceptable retry is queued for a runner.
 */
export async function sendCommand(
  ctx: OperationContext,
  runId: string,
  rawInput: unknown,
): Promise<OperationResult<{ readonly id: string; readonly duplicate: boolean }>> {
  const refusal = refuseUnlessPresenter(ctx, "control a run");
  if (refusal) return refusal;
  const input = SendCommandInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  if (!isRunId(runId) || (await ctx.runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
  const command: RunCommand = { ...input.data, runId, actor: ctx.actor };
  const duplicate = (await ctx.commands.add(command)) === "duplicate";
  // for duplicates too: the first attempt may have failed between storing and answering
  await answerForEndedRun(ctx, command);
  return ok({ id: command.id, duplicate });
}

/** Reads the run after the command is stored: a run that ends in between has either answered it or is seen as ended here. */
async function answerForEndedRun(ctx: OperationContext, command: RunCommand): Promise<void> {
  const run = await ctx.runs.get(command.runId);
  if (run === null || !isRunOver(run.status)) return;
  const unanswered = await ctx.commands.pending(command.runId);
  if (!unanswered.some((waiting) => waiting.id === command.id)) return;
  const state = await ctx.log.readState(command.runId);
  if (state === null) return;
  const refusal = refuseAfterEnd(state, command);
  if (refusal === null) return await ctx.queue.send(command.runId);
  const { code, message } = refusal;
  const { id: commandId, type, scenarioId, percent, actor } = command;
  const at = ctx.clock.wallTime().toISOString();
  await ctx.log.appendStageFact(
    command.runId,
    {
      type: "command.refused",
      commandId,
      command: type,
      scenarioId,
      percent,
      code,
      message,
      atMs: state.atMs,
      at,
      actor,
    },
    [commandId],
  );
}
