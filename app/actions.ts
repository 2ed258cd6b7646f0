"use server";
import { redirect } from "next/navigation";
import type { RunEstimate } from "../lib/core/run/estimate.ts";
import { estimateDemo } from "../lib/operations/estimates/estimate-run.ts";
import { requireWebServices } from "../lib/operations/services.ts";
import { describeStageRefusal } from "../lib/core/words/refusals.ts";
import { deleteRun } from "../lib/operations/runs/delete-run.ts";
import { sendCommand } from "../lib/operations/runs/send-command.ts";
import { startAgain } from "../lib/operations/runs/start-again.ts";
import { startDemo } from "../lib/operations/demos/start-demo.ts";
import type { CommandReply, CommandRequest } from "../lib/realtime/protocol/protocol.ts";
import { operationContextFromCookies } from "./operation-context";
import { toStartDemoInput } from "./start-form-input";

export type FormState = { readonly error: string | null };

export async function startDemoAction(_: FormState, form: FormData): Promise<FormState> {
  const result = await startDemo(await operationContextFromCookies(), toStartDemoInput(form));
  if (!result.ok) return { error: result.error.message };
  redirect(`/runs/${result.value.runId}/present`);
}

/** The same run once more: same skill, sizes, seed and mode. */
export async function startAgainAction(_: FormState, form: FormData): Promise<FormState> {
  const runId = form instanceof FormData ? form.get("runId") : null;
  const result = await startAgain(await operationContextFromCookies(), typeof runId === "string" ? runId : "");
  if (!result.ok) return { error: result.error.message };
  redirect(`/runs/${result.value.runId}/present`);
}

/** Deletes an ended run for good. */
export async function deleteRunAction(_: FormState, form: FormData): Promise<FormState> {
  const runId = form.get("runId");
  const result = await deleteRun(await operationContextFromCookies(), typeof runId === "string" ? runId : "");
  if (!result.ok) return { error: result.error.message };
  redirect("/runs");
}

/** Cancels a run that has not started, from a page without its console. */
export async function cancelQueuedAction(_: FormState, form: FormData): Promise<FormState> {
  const runId = form.get("runId");
  const ctx = await operationContextFromCookies();
  const command = { id: ctx.newId("cmd"), type: "cancel" };
  const result = await sendCommand(ctx, typeof runId === "string" ? runId : "", command);
  if (!result.ok) return { error: result.error.message };
  redirect("/");
}

export type EstimateState = { readonly estimate: RunEstimate | null; readonly error: string | null };

/** The estimated cost of the demo with the form's current values, or why it could not be started. */
export async function estimateDemoAction(form: FormData): Promise<EstimateState> {
  const result = await estimateDemo(await operationContextFromCookies(), toStartDemoInput(form));
  return result.ok ? { estimate: result.value, error: null } : { estimate: null, error: result.error.message };
}

/** A click that the socket could not deliver; one click id takes effect once. */
export async function sendCommandAction(request: CommandRequest, consoleId: string): Promise<CommandReply> {
  // may be called with any argument
  const { runId, ...command } = (request as CommandRequest | null | undefined) ?? { runId: "" };
  const refusal = requireWebServices().refuseConsole(runId, consoleId);
  if (refusal !== null) return { ok: false, error: { code: refusal.code, message: describeStageRefusal(refusal) } };
  const result = await sendCommand(await operationContextFromCookies(), runId, command);
  return result.ok ? { ok: true, duplicate: result.value.duplicate } : { ok: false, error: result.error };
}
