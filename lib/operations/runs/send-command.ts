import { z } from "zod";
import { COMMAND_TYPES, type RunCommand } from "../../core/run/commands.ts";
import { FAULT_KINDS } from "../../core/run/faults.ts";
import { refuseAfterEnd } from "../../core/decide/decide.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, notFound, refuseUnlessPresenter, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunOver } from "./run-status.ts";
import { isRunId, storableText } from "../inputs/storable.ts";

const SendCommandInput = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9._:-]{1,100}$/, "is 1 to 100 letters, digits, dots, dashes, colons or underscores")
      .describe("the click's own id: sent twice, it takes effect once"),
    type: z.enum(COMMAND_TYPES),
    scenarioId: storableText.min(1).max(64).nullable().default(null),
    percent: z.number().int().min(0).max(100).nullable().default(null),
    force: z.boolean().default(false),
    fault: z.enum(FAULT_KINDS).nullable().default(null),
  })
  .refine(({ type, scenarioId }) => type !== "advance" || scenarioId === null, {
    path: ["scenarioId"],
    error: "a milestone opens for all scenarios; leave the scenario out",
  })
  .refine(({ type, percent }) => type === "advance" || percent === null, {
    path: ["percent"],
    error: "goes with advance only",
  })
  .refine(({ type, force }) => type === "advance" || !force, { path: ["force"], error: "goes with advance only" })
  .refine(({ type, fault }) => type === "fault" || fault === null, { path: ["fault"], error: "goes with fault only" })
  .refine(({ type, scenarioId }) => type !== "fault" || scenarioId !== null, {
    path: ["scenarioId"],
    error: "a fault is for one scenario; name it",
  });

/**
 * Stores what a person asks of a run; its effect or refusal is a fact that follows. An ended run has no runner to
 * answer, so its refusal is recorded here; a retry that can be carried out brings one.
 */
export async function sendCommand(
  ctx: OperationContext,
  runId: string,
  rawInput: unknown,
): Promise<OperationResult<{ readonly id: string; readonly duplicate: boolean }>> {
  const refusal = refuseUnlessPresenter(ctx, "direct a run");
  if (refusal) return refusal;
  const input = SendCommandInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  if (!isRunId(runId) || (await ctx.runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
  const command: RunCommand = { ...input.data, runId, actor: ctx.actor };
  const duplicate = (await ctx.commands.add(command)) === "duplicate";
  // of a click sent again, too: the first time may have failed between storing and answering it
  await answerForEndedRun(ctx, command);
  return ok({ id: command.id, duplicate });
}

/** Looks at the run after the command was stored: a run that ends in between has either answered it or is seen as ended here. */
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
