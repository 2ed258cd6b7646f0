import type { RunState } from "../run/state.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "../run/judgement.ts";
import { toJudgementInput } from "./to-input.ts";

/** What a run's figures come to, so far or at the end. */
export function judgeRun(state: RunState): Judgement {
  return judge(toJudgementInput(state));
}
