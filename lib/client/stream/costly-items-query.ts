import type { CostlyItemsRequest } from "./run-keys.ts";
import { queryOptions } from "@tanstack/react-query";
import type { CostlyItemsAnswer } from "../../operations/runs/read-costly-items.ts";
import { runKeys } from "./run-keys.ts";
import { costlyItemsText } from "../../view/text/results.ts";

const SHOWN = 30;

/** The items that lowered a score; fetched when their dialog opens. */
export function costlyItemsQuery(question: CostlyItemsRequest) {
  return queryOptions({
    queryKey: runKeys.costlyItems(question),
    queryFn: ({ signal }) => fetchCostlyItems(question, signal),
    staleTime: 60_000,
    retry: 1,
  });
}

async function fetchCostlyItems(
  { runId, scenarioId, metricId }: CostlyItemsRequest,
  signal: AbortSignal,
): Promise<CostlyItemsAnswer> {
  const query = new URLSearchParams({ limit: String(SHOWN), ...(metricId === null ? {} : { metric: metricId }) });
  const path = `/api/runs/${encodeURIComponent(runId)}/scenarios/${encodeURIComponent(scenarioId)}/items?${query}`;
  const reply = await fetch(path, { signal, headers: { Accept: "application/json" } });
  const body: unknown = await reply.json().catch(() => null);
  if (!reply.ok) throw new Error(toMessage(body) ?? costlyItemsText.badAnswer(reply.status));
  return toAnswer(body);
}

function toMessage(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : null;
}

/** Safe: the server of the same build returns the operation's result. */
function toAnswer(body: unknown): CostlyItemsAnswer {
  return body as CostlyItemsAnswer;
}
