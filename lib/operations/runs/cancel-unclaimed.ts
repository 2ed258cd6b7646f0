import { factsForCancel } from "../../core/decide/cancel-queued.ts";
import type { RunCommand } from "../../core/run/commands.ts";
import type { OperationContext } from "../context.ts";

/** The store refuses when another writer has stored a fact since the state was read; several times in a row do not happen. */
const TRIES = 3;

/**
 * Ends a run that has not started and that no runner owns, also while no runner is alive. False when a runner owns it and will
 * answer the command: the database decides between this and a claim at the same moment.
 */
export async function cancelIfUnclaimed(ctx: OperationContext, command: RunCommand): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const state = await ctx.log.readState(command.runId);
    if (state === null || state.startedAt !== null || state.finishedAt !== null) return false;
    const events = factsForCancel(state, command, ctx.clock.wallTime().toISOString());
    const append = { events, handledCommandIds: [command.id] };
    if (await ctx.log.finishUnclaimed(command.runId, state.lastSeq, append)) return true;
  }
  return false;
}
