import { toRunDetail, toRunSummary } from "../api/run-documents.ts";
import { getRun } from "../operations/runs/get-run.ts";
import { getQueueWait } from "../operations/runs/get-queue-wait.ts";
import { listRuns } from "../operations/runs/list-runs.ts";
import { selectNextStep } from "../core/words/next-step.ts";
import { escapeLine } from "../terminal-text.ts";
import { renderBars } from "./bars.ts";
import { EXIT, unwrap } from "./exit-codes.ts";
import type { OperatorSession } from "./open-session.ts";
import { renderRunReport } from "./report/print-run.ts";
import { describeWaiting } from "./run.ts";
import type { Terminal } from "./terminal.ts";

export type ListOptions = {
  readonly skill?: string;
  readonly status?: string;
  readonly sync?: string;
  readonly search?: string;
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly cursor?: string;
  readonly limit: number;
  readonly json: boolean;
};

/** Lists runs, newest first. */
export async function listCommand(
  session: OperatorSession,
  terminal: Terminal,
  { json, ...filter }: ListOptions,
): Promise<number> {
  const { items, nextCursor } = unwrap(await listRuns(session.context, filter));
  if (json) {
    terminal.print(JSON.stringify({ items: items.map(toRunSummary), nextCursor }, null, 2));
    return 0;
  }
  if (items.length === 0)
    terminal.print("No runs yet. Start one: npm run --silent triptych -- run text-classification");
  for (const run of items) {
    terminal.print(
      `${run.id}  ${run.createdAt.slice(0, 19).replace("T", " ")}  ${run.status.padEnd(9)}  ${run.sync.padEnd(12)}  ${escapeLine(run.title)}`,
    );
  }
  return 0;
}

/** Shows one run with its judgement, so far or at the end, and how to continue it when it waits. */
export async function showCommand(
  session: OperatorSession,
  terminal: Terminal,
  runId: string,
  { json }: { readonly json: boolean },
): Promise<number> {
  const state = unwrap(await getRun(session.context, runId));
  const wait = await getQueueWait(session.context, state);
  if (json) {
    terminal.print(JSON.stringify(toRunDetail(state, wait), null, 2));
    return EXIT.done;
  }
  terminal.print(`${escapeLine(state.spec.title)}\n${renderBars(state, state.atMs)}`);
  const report = renderRunReport(state, terminal.columns);
  if (report.length > 0) terminal.printLines([[], ...report]);
  if (selectNextStep(state).canAdvance) terminal.warn(describeWaiting(session, runId));
  return EXIT.done;
}
