import { judge } from "../../lib/core/judgement/judge.ts";
import { toJudgementInput } from "../../lib/core/judgement/to-input.ts";
import { startState } from "../../lib/core/run/start-state.ts";
import { RUNNER, AT, buildSpec } from "./spec.ts";

/** The judgement of a run without any finished items. */
export const EMPTY_JUDGEMENT = judge(
  toJudgementInput(
    startState({ type: "run.queued", seq: 1, atMs: 0, at: AT, actor: RUNNER, runId: "run_empty", spec: buildSpec() }),
  ),
);
