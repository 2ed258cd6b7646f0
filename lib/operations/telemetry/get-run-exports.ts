import type { Experiment } from "../../core/ports/experiments.ts";
import type { RunExport } from "../../core/ports/export-places.ts";
import { hasJudgedItems } from "../../core/metrics/judged.ts";
import { ok } from "../../core/kit/result.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import { LANGFUSE, type Receiver } from "../../telemetry-settings.ts";
import { traceIdOf } from "../../trace-ids.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";
import { getRun } from "../runs/get-run.ts";

/** How far a run has been sent. */
export type RunExports = {
  readonly runId: string;
  readonly content: boolean;
  readonly receivers: readonly Receiver[];
  /** of exporters that were ever started */
  readonly exports: readonly RunExport[];
  readonly traces: readonly { readonly label: string; readonly traceId: string }[];
  /** whether a judge's answers can be sent as an experiment */
  readonly hasExperiment: boolean;
  /** null: never requested */
  readonly experiment: Experiment | null;
};

/** Null where runs are sent nowhere. */
export async function getRunExports(ctx: OperationContext, runId: string): Promise<OperationResult<RunExports | null>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const { telemetry } = ctx;
  if (telemetry === undefined) return ok(null);
  const run = await getRun(ctx, runId);
  if (!run.ok) return run;
  const { content, receivers } = telemetry;
  const { spec, status } = run.value;
  return ok({
    runId,
    content,
    receivers,
    exports: await telemetry.exports.listOfRun(runId),
    traces: spec.scenarios.map(({ id, label }) => ({ label, traceId: traceIdOf(runId, id) })),
    hasExperiment:
      receivers.some(({ exporter }) => exporter === LANGFUSE) && isRunOver(status) && hasJudgedItems(run.value),
    experiment: await telemetry.experiments.find(LANGFUSE, runId),
  });
}
