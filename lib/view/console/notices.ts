import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";
import { formatAmount } from "../format/cost.ts";
import { noticeText } from "../text/console.ts";

/** What is true of the whole run until its end. */
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
      title: noticeText.limitReached,
      text: noticeText.limitDetail(
        formatAmount(capped.spent, capped.unit, spec.prices?.currency),
        formatAmount(capped.limit, capped.unit, spec.prices?.currency),
      ),
    });
  }
  if (triedReducedLoad && !isRunOver(state.status) && scenarios.every(({ status }) => status !== "complete")) {
    notices.push({
      key: "load",
      tone: "hold",
      title: noticeText.reducedLoad,
      text: noticeText.reducedLoadDetail,
    });
  }
  if (skillChanged !== null) {
    notices.push({
      key: "skill",
      tone: "plain",
      title: noticeText.skillChanged,
      text: noticeText.skillChangedDetail(skillChanged.recordedVersion, skillChanged.installedVersion),
    });
  }
  return notices;
}
