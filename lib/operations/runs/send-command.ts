import type { RunCommand } from "../../core/run/commands.ts";
import { refuseAfterEnd } from "../../core/decide/decide.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import {
  invalidInput,
  notFound,
  refuse,
  refuseUnlessPresenter,
  type OperationResult,
  UNKNOWN_RUN,
} from "../outcomes.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import { isRunId } from "../inputs/storable.ts";
import { unlessDeleted } from "../unless-deleted.ts";
import { cancelIfUnclaimed } from "./cancel-unclaimed.ts";
import { CommandInput } from "./command-input.ts";

const REUSED_ID =
  "This id was already used in this run for another command: nothing was changed. Send each command with a new id.";

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
  const input = CommandInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  if (!isRunId(runId) || (await ctx.runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
  const command: RunCommand = { ...input.data, runId, actor: ctx.actor };
  return await unlessDeleted(ctx, runId, () => storeCommand(ctx, command));
}

async function storeCommand(
  ctx: OperationContext,
  command: RunCommand,
): Promise<OperationResult<{ readonly id: string; readonly duplicate: boolean }>> {
  const stored = await ctx.commands.add(command);
  if (stored === "reused") return refuse("click-id-reused", REUSED_ID);
  const duplicate = stored === "duplicate";
  // for duplicates too: the first attempt may have failed between storing and answering
  await answerWithoutRunner(ctx, command);
  return ok({ id: command.id, duplicate });
}

/** A cancel of a run that no runner has claimed takes effect here, and answers what was sent before it. */
async function answerWithoutRunner(ctx: OperationContext, command: RunCommand): Promise<void> {
  const isCancel = command.type === "cancel" && command.scenarioId === null;
  const isCancelled = isCancel && (await cancelIfUnclaimed(ctx, command));
  if (!isCancelled) return await answerForEndedRun(ctx, command);
  for (const waiting of await ctx.commands.pending(command.runId)) await answerForEndedRun(ctx, waiting);
}

/** Reads the run after the command is stored: a run that ends in between has either answered it or is seen as ended here. */
async function answerForEndedRun(ctx: OperationContext, command: RunCommand): Promise<void> {
  const run = await ctx.runs.get(command.runId);
  if (run === null || !isRunOver(run.status)) return;
  const unanswered = await ctx.commands.pending(command.runId);
  const position = unanswered.findIndex((waiting) => waiting.id === command.id);
  if (position === -1) return;
  const state = await ctx.log.readState(command.runId);
  // reopened in between: its runner answers
  if (state === null || !isRunOver(state.status)) return;
  // a runner answers an acceptable retry, and in order what was sent after it: by then the run is open again
  const refusal = refuseAfterEnd(state, command);
  const isReopening = unanswered.slice(0, position).some((earlier) => refuseAfterEnd(state, earlier) === null);
  if (refusal === null || isReopening) return await ctx.queue.send(command.runId);
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
