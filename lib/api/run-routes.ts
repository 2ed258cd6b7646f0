import { estimateRun } from "../operations/estimates/estimate-run.ts";
import { deleteRun } from "../operations/runs/delete-run.ts";
import { getRun } from "../operations/runs/get-run.ts";
import { listRuns, ListRunsInput } from "../operations/runs/list-runs.ts";
import { invalidInput } from "../operations/outcomes.ts";
import { readCostlyItems, ReadCostlyItemsInput } from "../operations/runs/read-costly-items.ts";
import { readEvents, ReadEventsInput } from "../operations/runs/read-events.ts";
import { readScenarioLog } from "../operations/runs/read-scenario-log.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { getQueueWait } from "../operations/runs/get-queue-wait.ts";
import { startRun } from "../operations/runs/start-run.ts";
import { created, json, jsonBody, keyedErrors, named, type Endpoint } from "./endpoint.ts";
import { readJson, unwrap } from "./http.ts";
import { CostlyItemsDocument, ScenarioLogDocument } from "./input-schemas.ts";
import { toJudgementDocument, toRunDetail, toRunSummary } from "./run-documents.ts";
import {
  CommandBody,
  Created,
  Estimate,
  EventPage,
  JudgementDocument,
  RunDetail,
  RunPage,
  Started,
  StartRun,
} from "./schemas.ts";

export const runEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/api/runs",
    access: "key",
    operation: {
      operationId: "listRuns",
      summary: "Runs, newest first",
      requestParams: { query: ListRunsInput },
      responses: { 200: json("A page", RunPage), ...keyedErrors(400) },
    },
    async handle(call) {
      const { items, nextCursor } = unwrap(await listRuns(call.var.ctx, call.req.query()));
      return call.json({ items: items.map(toRunSummary), nextCursor });
    },
  },
  {
    method: "post",
    path: "/api/runs",
    access: "key",
    operation: {
      operationId: "startRun",
      summary: "Start a run",
      requestBody: jsonBody(StartRun),
      responses: { 201: created("Queued", Started), ...keyedErrors(400, 403, 404, 413) },
    },
    async handle(call) {
      const { runId, warnings } = unwrap(await startRun(call.var.ctx, await readJson(call.env.incoming)));
      return call.json({ id: runId, warnings }, 201, { Location: `/api/runs/${runId}` });
    },
  },
  {
    method: "post",
    path: "/api/estimate",
    access: "key",
    operation: {
      operationId: "estimateRun",
      summary: "Estimate the resources of a run without starting it; same body as for starting it",
      requestBody: jsonBody(StartRun),
      responses: {
        200: json("Likely and maximum use, per scenario and in total", Estimate),
        ...keyedErrors(400, 403, 404, 413),
      },
    },
    handle: async (call) => call.json(unwrap(await estimateRun(call.var.ctx, await readJson(call.env.incoming)))),
  },
  {
    method: "get",
    path: "/api/runs/{id}",
    access: "key-or-session",
    operation: {
      operationId: "getRun",
      summary: "One run",
      requestParams: { path: named("id") },
      responses: { 200: json("The run", RunDetail), ...keyedErrors(404) },
    },
    async handle(call) {
      const state = unwrap(await getRun(call.var.ctx, call.req.param("id") ?? ""));
      return call.json(toRunDetail(state, await getQueueWait(call.var.ctx, state)));
    },
  },
  {
    method: "delete",
    path: "/api/runs/{id}",
    access: "key",
    operation: {
      operationId: "deleteRun",
      summary: "Delete an ended run with everything stored for it",
      requestParams: { path: named("id") },
      responses: { 204: { description: "Deleted" }, ...keyedErrors(403, 404, 409) },
    },
    async handle(call) {
      unwrap(await deleteRun(call.var.ctx, call.req.param("id") ?? ""));
      return call.body(null, 204);
    },
  },
  {
    method: "get",
    path: "/api/runs/{id}/results",
    access: "key",
    operation: {
      operationId: "getResults",
      summary: "The judgement of a run, so far or at the end",
      requestParams: { path: named("id") },
      responses: { 200: json("The judgement", JudgementDocument), ...keyedErrors(404) },
    },
    handle: async (call) =>
      call.json(toJudgementDocument(unwrap(await getRun(call.var.ctx, call.req.param("id") ?? "")))),
  },
  {
    method: "get",
    path: "/api/runs/{id}/events",
    access: "key",
    operation: {
      operationId: "readEvents",
      summary: "Facts of a run, in order",
      requestParams: { path: named("id"), query: ReadEventsInput },
      responses: { 200: json("Events after a seq", EventPage), ...keyedErrors(400, 404) },
    },
    handle: async (call) =>
      call.json(unwrap(await readEvents(call.var.ctx, call.req.param("id") ?? "", call.req.query()))),
  },
  {
    method: "get",
    path: "/api/runs/{id}/scenarios/{scenario}/items",
    access: "key-or-session",
    operation: {
      operationId: "readCostlyItems",
      summary: "Items that lowered a score, largest loss first",
      requestParams: { path: named("id", "scenario"), query: ReadCostlyItemsInput },
      responses: { 200: json("The items", CostlyItemsDocument), ...keyedErrors(400, 404, 409) },
    },
    async handle({ req, var: { ctx }, json: answer }) {
      const { id = "", scenario = "" } = req.param();
      return answer(unwrap(await readCostlyItems(ctx, id, scenario, req.query())));
    },
  },
  {
    method: "get",
    path: "/api/runs/{id}/scenarios/{scenario}/log",
    access: "key-or-session",
    operation: {
      operationId: "readScenarioLog",
      summary: "The log lines that are kept of a scenario, oldest first",
      requestParams: { path: named("id", "scenario") },
      responses: { 200: json("The lines", ScenarioLogDocument), ...keyedErrors(404) },
    },
    async handle({ req, var: { ctx }, json: answer }) {
      const { id = "", scenario = "" } = req.param();
      return answer(unwrap(await readScenarioLog(ctx, id, scenario)));
    },
  },
  {
    method: "post",
    path: "/api/runs/{id}/commands",
    access: "key",
    operation: {
      operationId: "sendCommand",
      summary: "Send a command to a run; its effect or refusal is recorded as a fact",
      requestParams: { path: named("id") },
      requestBody: jsonBody(CommandBody),
      responses: { 202: json("Stored", Created), ...keyedErrors(400, 403, 404, 409, 413) },
    },
    async handle(call) {
      const parsed = CommandBody.safeParse(await readJson(call.env.incoming));
      const body = unwrap(parsed.success ? { ok: true, value: parsed.data } : invalidInput(parsed.error));
      const { scenario: scenarioId, milestone, percent, ...rest } = body;
      const command = { ...rest, scenarioId, percent: milestone ?? percent };
      const { id } = unwrap(await sendCommand(call.var.ctx, call.req.param("id") ?? "", command));
      return call.json({ id }, 202);
    },
  },
];
