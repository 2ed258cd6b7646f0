import { queryOptions } from "@tanstack/react-query";
import type { ScenarioLog } from "../../operations/runs/read-scenario-log.ts";
import { scenarioDialogText } from "../../view/text/scenario-actions.ts";
import { runKeys, type ScenarioLogRequest } from "./run-keys.ts";

/** The log lines that a console did not get when it joined; fetched when a scenario's dialog opens. */
export function scenarioLogQuery(request: ScenarioLogRequest) {
  return queryOptions({
    queryKey: runKeys.scenarioLog(request),
    queryFn: ({ signal }) => fetchLog(request, signal),
    retry: 1,
  });
}

async function fetchLog({ runId, scenarioId }: ScenarioLogRequest, signal: AbortSignal): Promise<ScenarioLog> {
  const path = `/api/runs/${encodeURIComponent(runId)}/scenarios/${encodeURIComponent(scenarioId)}/log`;
  const reply = await fetch(path, { signal, headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(scenarioDialogText.logFailed);
  // safe: the server of the same build returns the operation's result
  return (await reply.json()) as ScenarioLog;
}
