import { estimateRun } from "../operations/estimates/estimate-run.ts";
import { getRun } from "../operations/runs/get-run.ts";
import { listRuns } from "../operations/runs/list-runs.ts";
import { invalidInput } from "../operations/outcomes.ts";
import { readCostlyItems } from "../operations/runs/read-costly-items.ts";
import { readEvents } from "../operations/runs/read-events.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { startRun } from "../operations/runs/start-run.ts";
import { readJson } from "./http.ts";
import { unwrap, type Route } from "./route.ts";
import { toJudgementDocument, toRunDetail, toRunSummary } from "./run-documents.ts";
import { CommandBody } from "./schemas.ts";

export const runRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/runs",
    access: "key",
    async handle({ ctx, query }) {
      const { items, nextCursor } = unwrap(await listRuns(ctx, query));
      return { status: 200, body: { items: items.map(toRunSummary), nextCursor } };
    },
  },
  {
    method: "POST",
    path: "/api/runs",
    access: "key",
    async handle({ ctx, request }) {
      const { runId, warnings } = unwrap(await startRun(ctx, await readJson(request)));
      return { status: 201, body: { id: runId, warnings }, headers: { Location: `/api/runs/${runId}` } };
    },
  },
  {
    method: "POST",
    path: "/api/estimate",
    access: "key",
    async handle({ ctx, request }) {
      return { status: 200, body: unwrap(await estimateRun(ctx, await readJson(request))) };
    },
  },
  {
    method: "GET",
    path: "/api/runs/{id}",
    access: "key-or-session",
    async handle({ ctx, params: [runId = ""] }) {
      return { status: 200, body: toRunDetail(unwrap(await getRun(ctx, runId))) };
    },
  },
  {
    method: "GET",
    path: "/api/runs/{id}/results",
    access: "key",
    async handle({ ctx, params: [runId = ""] }) {
      return { status: 200, body: toJudgementDocument(unwrap(await getRun(ctx, runId))) };
    },
  },
  {
    method: "GET",
    path: "/api/runs/{id}/events",
    access: "key",
    async handle({ ctx, params: [runId = ""], query }) {
      return { status: 200, body: unwrap(await readEvents(ctx, runId, query)) };
    },
  },
  {
    method: "GET",
    path: "/api/runs/{id}/scenarios/{scenario}/items",
    access: "key-or-session",
    async handle({ ctx, params: [runId = "", scenarioId = ""], query }) {
      return { status: 200, body: unwrap(await readCostlyItems(ctx, runId, scenarioId, query)) };
    },
  },
  {
    method: "POST",
    path: "/api/runs/{id}/commands",
    access: "key",
    async handle({ ctx, params: [runId = ""], request }) {
      const parsed = CommandBody.safeParse(await readJson(request));
      const body = unwrap(parsed.success ? { ok: true, value: parsed.data } : invalidInput(parsed.error));
      const { scenario: scenarioId, milestone, percent, ...rest } = body;
      const { id } = unwrap(await sendCommand(ctx, runId, { ...rest, scenarioId, percent: milestone ?? percent }));
      return { status: 202, body: { id } };
    },
  },
];
