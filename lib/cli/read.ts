import { toRunDetail, toRunSummary } from "../api/run-documents.ts";
import { getRun } from "../operations/runs/get-run.ts";
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

/** Past and present runs, newest first. */
export async function listCommand(
  desk: OperatorSession,
  terminal: Terminal,
  { json, ...filter }: ListOptions,
): Promise<number> {
  const page = await listRuns(desk.context, filter);
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

/** One run with everything known of it. Exit code 1 when there is none. */
export async function showCommand(
  desk: OperatorSession,
  terminal: Terminal,
  runId: string,
  { json }: { readonly json: boolean },
): Promise<number> {
  const run = await getRun(desk.context, runId);
  if (!run.ok) {
    terminal.warn(run.error.message);
    return 1;
  }
  const state = run.value;
  terminal.print(
    json ? JSON.stringify(toRunDetail(state), null, 2) : `${state.spec.title}\n${renderBars(state, state.atMs)}`,
  );
  return 0;
}
