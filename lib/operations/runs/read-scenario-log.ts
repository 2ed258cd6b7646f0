import { ok } from "../../core/kit/result.ts";
import type { ScenarioLogLine } from "../../core/run/state.ts";
import type { OperationContext } from "../context.ts";
import { notFound, type OperationResult } from "../outcomes.ts";
import { getRun } from "./get-run.ts";

export type ScenarioLog = { readonly lines: readonly ScenarioLogLine[] };

/** All log lines that are kept of a scenario, oldest first; a console joins with the newest ones only. */
export async function readScenarioLog(
  ctx: OperationContext,
  runId: string,
  scenarioId: string,
): Promise<OperationResult<ScenarioLog>> {
  const run = await getRun(ctx, runId);
  if (!run.ok) return run;
  const { scenarios } = run.value;
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined)
    return notFound(`The run has no such scenario; it has ${scenarios.map(({ id }) => id).join(", ")}.`);
  return ok({ lines: scenario.log });
}
