import type { RunState } from "../state.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "./judgement.ts";
import { toJudgementInput } from "./to-judgement-input.ts";

/** What a run's figures come to, so far or at the end. */
export function judgeRun(state: RunState): Judgement {
  return judge(toJudgementInput(state));
}
