import { isRunOver } from "../../core/run/run-status.ts";
import type { Shortage } from "../../core/ports/storage.ts";
import type { RunState } from "../../core/run/state.ts";
import { SHORTAGE_WORDS } from "../../core/words/describe-shortage.ts";
import { formatAmount } from "../format/cost.ts";
import { noticeText } from "../text/console.ts";

/** What is true of the whole run. */
export type RunNotice = {
  readonly key: string;
  readonly tone: "hold" | "plain";
  readonly title: string;
  readonly text: string;
};

/** `shortage`: what the database lacks, so that the run waits. */
export function selectNotices(state: RunState, shortage: Shortage | null = null): readonly RunNotice[] {
  const { capped, skillChanged, triedReducedLoad, scenarios, spec } = state;
  const notices: RunNotice[] = [];
  if (shortage !== null && !isRunOver(state.status)) {
    const { cause, advice } = SHORTAGE_WORDS[shortage];
    notices.push({
      key: "shortage",
      tone: "hold",
      title: noticeText.shortage,
      text: noticeText.shortageDetail(cause, advice),
    });
  }
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
