import { ok } from "../core/result.ts";
import type { RunSpec } from "../core/run-spec.ts";
import { buildRunSpec } from "./build-run-spec.ts";
import type { OperationContext } from "./context.ts";
import { ensureStage } from "./get-stage.ts";
import { invalidInput, refused, refuseUnlessPresenter, type OperationResult } from "./outcomes.ts";
import { isRunOver } from "./run-status.ts";
import { StartRunInput } from "./start-run-input.ts";
import { describeUnstorable } from "./storable.ts";

/** Starts a run of one skill at several scales; answers at once with its id, a runner takes it from there. */
export async function startRun(
  ctx: OperationContext,
  rawInput: unknown,
): Promise<OperationResult<{ readonly runId: string }>> {
  const refusal = refuseUnlessPresenter(ctx, "start a run");
  if (refusal) return refusal;
  const unstorable = describeUnstorable(rawInput);
  if (unstorable !== null) return refused("invalid-input", unstorable);
  const input = StartRunInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const skill = ctx.skills.get(input.data.skill);
  if (skill === undefined)
    return refused(
      "invalid-input",
      `skill: there is no such skill; known are ${[...ctx.skills.keys()].toSorted().join(", ")}`,
    );
  const spec = buildRunSpec(input.data, skill.manifest, { prices: null, input: null });
  if (!spec.ok) return spec;
  return ok({ runId: await launchRun(ctx, spec.value, input.data.onStage) });
}

/** Stores the run and sends it out. `onStage` undefined: only when no unfinished run is there. */
export async function launchRun(ctx: OperationContext, spec: RunSpec, onStage: boolean | undefined): Promise<string> {
  const runId = ctx.newId("run");
  await ctx.runs.create({ id: runId, spec, actor: ctx.actor, at: ctx.clock.wallTime().toISOString() });
  await ctx.queue.send(runId);
  if (onStage !== false) await putOnStage(ctx, runId, onStage === true);
  return runId;
}

async function putOnStage(ctx: OperationContext, runId: string, always: boolean): Promise<void> {
  const stage = await ensureStage(ctx);
  const shown = always || stage.runId === null ? null : await ctx.runs.get(stage.runId);
  if (shown === null || isRunOver(shown.status)) await ctx.stages.setRun(stage.id, runId);
}
