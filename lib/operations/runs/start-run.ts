import { findOrderFault } from "../../core/inputs/size-order.ts";
import { ok } from "../../core/kit/result.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { describeEqualSizes } from "../../core/words/describe-sizes.ts";
import type { OperationContext } from "../context.ts";
import { ensureStage } from "../stage/get-stage.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { planRun } from "./plan-run.ts";
import { isRunOver } from "../../core/run/run-status.ts";

export type StartedRun = {
  readonly runId: string;
  /** notes about the plan that did not prevent the start */
  readonly warnings: readonly string[];
};

/** Starts a run of one skill at several scales. Returns its id at once; a runner executes it. */
export async function startRun(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<StartedRun>> {
  const refusal = refuseUnlessPresenter(ctx, "start a run");
  if (refusal) return refusal;
  const planned = await planRun(ctx, rawInput);
  if (!planned.ok) return planned;
  const { spec, onStage } = planned.value;
  const warnings = [...spec.estimate.warnings, ...toSizeWarnings(spec)];
  return ok({ runId: await launchRun(ctx, spec, onStage), warnings });
}

function toSizeWarnings(spec: RunSpec): string[] {
  const fault = isVariantsRun(spec) ? null : findOrderFault(spec.scenarios);
  return fault === null ? [] : [describeEqualSizes(fault.before.label, fault.after.label)];
}

/** Stores the run and queues it. `onStage` undefined: put it on stage only when no unfinished run is there. */
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
