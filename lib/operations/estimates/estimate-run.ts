import type { RunEstimate } from "../../core/run/estimate.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { planRun } from "../runs/plan-run.ts";
import { resolveDemoInput } from "../demos/start-demo.ts";

/** Estimates the cost of a run without starting it; takes the same input as starting it. */
export async function estimateRun(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<RunEstimate>> {
  const refusal = refuseUnlessPresenter(ctx, "estimate a run");
  if (refusal) return refusal;
  const planned = await planRun(ctx, rawInput);
  return planned.ok ? ok(planned.value.spec.estimate) : planned;
}

/** Estimates the cost of a demo's run, with the overrides given. */
export async function estimateDemo(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<RunEstimate>> {
  const refusal = refuseUnlessPresenter(ctx, "estimate a demo");
  if (refusal) return refusal;
  const input = await resolveDemoInput(ctx, rawInput);
  return input.ok ? estimateRun(ctx, input.value) : input;
}
