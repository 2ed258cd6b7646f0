import type { RunState } from "../../core/run/state.ts";
import { formatAmount } from "../format/cost.ts";
import { isEnded } from "./standing.ts";

/** What holds for the whole run and stays true until its end. */
export type RunNotice = {
  readonly key: string;
  readonly tone: "hold" | "plain";
  readonly title: string;
  readonly text: string;
};

export function selectNotices(state: RunState): readonly RunNotice[] {
  const { capped, skillChanged, triedReducedLoad, scenarios, spec } = state;
  const notices: RunNotice[] = [];
  if (capped !== null) {
    notices.push({
      key: "cap",
      tone: "hold",
      title: "Stopped at its cap",
      text: `It has used ${formatAmount(capped.spent, capped.unit, spec.prices?.currency)}; the cap is ${formatAmount(capped.limit, capped.unit, spec.prices?.currency)}. Everything finished is kept.`,
    });
  }
  if (triedReducedLoad && !isEnded(state) && scenarios.every(({ status }) => status !== "complete")) {
    notices.push({
      key: "load",
      tone: "hold",
      title: "Second attempt at reduced load",
      text: "Every scenario had failed, so each is tried once more with smaller batches and one worker.",
    });
  }
  if (skillChanged !== null) {
    notices.push({
      key: "skill",
      tone: "plain",
      title: "The skill has changed",
      text: `The run began with version ${skillChanged.recordedVersion}, and goes on with ${skillChanged.installedVersion}: outcomes may differ.`,
    });
  }
  return notices;
}
