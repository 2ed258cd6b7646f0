import { toRunDetail } from "../api/run-documents.ts";
import type { RunState } from "../core/run/state.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { followRun } from "./follow-run.ts";
import type { OperatorSession } from "./open-session.ts";
import { describeResult, showProgress } from "./run.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export type RetryOptions = { readonly runId: string; readonly scenarioId: string | null; readonly json: boolean };

/** Has what failed in a run tried again and follows it to its end. Throws UsageError when there is nothing to try. */
export async function retryCommand(desk: OperatorSession, terminal: Terminal, options: RetryOptions): Promise<number> {
  const { runId, scenarioId, json } = options;
  const id = desk.context.newId("cmd");
  const sent = await sendCommand(desk.context, runId, { id, type: "retry", scenarioId });
  if (!sent.ok) throw new UsageError(sent.error.message);
  desk.ensureRunner();
  const answerIn = ({ commands }: RunState) => commands.find(({ commandId }) => commandId === id);
  const onChange = json ? () => {} : showProgress(terminal, () => {});
  const state = await followRun(desk.context.log, runId, onChange, (seen) => {
    const answer = answerIn(seen);
    return answer !== undefined && (answer.outcome === "refused" || seen.results !== null);
  });
  const answer = answerIn(state);
  if (answer?.outcome === "refused") throw new UsageError(answer.message ?? "The retry was refused.");
  terminal.print(json ? JSON.stringify(toRunDetail(state), null, 2) : `${describeResult(state)}\n${runId}`);
  return state.status === "complete" ? 0 : 1;
}
