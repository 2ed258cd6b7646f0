import { toRunDetail } from "../api/run-documents.ts";
import type { RunState } from "../core/run/state.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { EXIT, RefusedError, unwrap } from "./exit-codes.ts";
import { followRun } from "./follow-run.ts";
import type { OperatorSession } from "./open-session.ts";
import { printEnd } from "./report/print-run.ts";
import { showProgress } from "./run.ts";
import type { Terminal } from "./terminal.ts";

export type RetryOptions = { readonly runId: string; readonly scenarioId: string | null; readonly json: boolean };

/** Retries the failed scenarios of a run and follows it to its end. Throws RefusedError when there is nothing to retry. */
export async function retryCommand(
  session: OperatorSession,
  terminal: Terminal,
  options: RetryOptions,
): Promise<number> {
  const { runId, scenarioId, json } = options;
  const id = session.context.newId("cmd");
  unwrap(await sendCommand(session.context, runId, { id, type: "retry", scenarioId }));
  session.ensureRunner();
  const findAnswer = ({ commands }: RunState) => commands.find(({ commandId }) => commandId === id);
  const show = json ? () => {} : showProgress(terminal, () => {});
  // before the answer the run still shows its earlier end
  const onChange: typeof show = (seen, events) => {
    if (findAnswer(seen) !== undefined) show(seen, events);
  };
  const state = await followRun(session.context.log, runId, onChange, (seen) => {
    const answer = findAnswer(seen);
    return answer !== undefined && (answer.outcome === "refused" || seen.results !== null);
  });
  const answer = findAnswer(state);
  if (answer?.outcome === "refused") throw new RefusedError(answer.message ?? "The retry was refused.");
  if (json) terminal.print(JSON.stringify(toRunDetail(state), null, 2));
  else printEnd(terminal, state);
  return state.status === "complete" ? EXIT.done : EXIT.notComplete;
}
