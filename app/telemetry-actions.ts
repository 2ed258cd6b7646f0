"use server";
import { getRunExports } from "../lib/operations/telemetry/get-run-exports.ts";
import { requestExperiment } from "../lib/operations/telemetry/request-experiment.ts";
import { selectRunTelemetry, type RunTelemetry } from "../lib/view/telemetry/select-run-telemetry.ts";
import { operationContextFromCookies } from "./operation-context";
import type { FormState } from "./actions";

/** How far a run has been sent by now; null when that is not known. */
export async function readRunTelemetryAction(runId: string): Promise<RunTelemetry | null> {
  const exports = await getRunExports(await operationContextFromCookies(), runId);
  return exports.ok && exports.value !== null ? selectRunTelemetry(exports.value) : null;
}

/** Asks for a run's experiment to be sent; the telemetry process sends it. */
export async function requestExperimentAction(_: FormState, form: FormData): Promise<FormState> {
  const runId = form instanceof FormData ? form.get("runId") : null;
  const result = await requestExperiment(await operationContextFromCookies(), typeof runId === "string" ? runId : "");
  return { error: result.ok ? null : result.error.message };
}
