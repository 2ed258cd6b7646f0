import { toRunDetail, toRunSummary } from "../api/run-documents.ts";
import { getRun } from "../operations/runs/get-run.ts";
import { getQueueWait } from "../operations/runs/get-queue-wait.ts";
import { listRuns } from "../operations/runs/list-runs.ts";
import { renderBars } from "./bars.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export type ListOptions = {
  readonly skill?: string;
  readonly status?: string;
  readonly limit: number;
  readonly json: boolean;
};

/** Lists runs, newest first. */
export async function listCommand(
  session: OperatorSession,
  terminal: Terminal,
  { json, ...filter }: ListOptions,
): Promise<number> {
  const page = await listRuns(session.context, filter);
  if (!page.ok) throw new UsageError(page.error.message);
  const { items, nextCursor } = page.value;
  if (json) {
    terminal.print(JSON.stringify({ items: items.map(toRunSummary), nextCursor }, null, 2));
    return 0;
  }
  if (items.length === 0)
    terminal.print("No runs yet. Start one: npm run --silent triptych -- run text-classification");
  for (const run of items) {
    terminal.print(
      `${run.id}  ${run.createdAt.slice(0, 19).replace("T", " ")}  ${run.status.padEnd(9)}  ${run.sync.padEnd(12)}  ${run.title}`,
    );
  }
  return 0;
}

/** Shows one run. Exit code 1 when it does not exist. */
export async function showCommand(
  session: OperatorSession,
  terminal: Terminal,
  runId: string,
  { json }: { readonly json: boolean },
): Promise<number> {
  const run = await getRun(session.context, runId);
  if (!run.ok) {
    terminal.warn(run.error.message);
    return 1;
  }
  const state = run.value;
  const wait = await getQueueWait(session.context, state);
  terminal.print(
    json ? JSON.stringify(toRunDetail(state, wait), null, 2) : `${state.spec.title}\n${renderBars(state, state.atMs)}`,
  );
  return 0;
}
