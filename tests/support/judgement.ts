import { judgeRun } from "../../lib/core/judgement/judge-run.ts";
import { startState } from "../../lib/core/run/start-state.ts";
import { RUNNER, AT, buildSpec } from "./spec.ts";

/** What a run comes to of which nothing has been done. */
export const EMPTY_JUDGEMENT = judgeRun(
  startState({ type: "run.queued", seq: 1, atMs: 0, at: AT, actor: RUNNER, runId: "run_empty", spec: buildSpec() }),
);
