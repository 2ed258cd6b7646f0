import type { Shortage } from "../../core/ports/storage.ts";
import type { QueueWait } from "../../core/run/queue-wait.ts";
import { areAllPaused, areWorkersEnded, isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";
import { describeLabels } from "../../core/words/describe-labels.ts";
import { describeQueueWait } from "../../core/words/describe-queue.ts";
import { SHORTAGE_WORDS } from "../../core/words/describe-shortage.ts";
import { formatAmount } from "../format/cost.ts";
import { noticeText } from "../text/console.ts";
import { selectPauseState } from "./abilities.ts";

/** Why a run waits although its log does not show it; a missing field does not apply or is unknown. */
export type WaitCauses = { readonly wait?: QueueWait; readonly shortage?: Shortage };

/** The database lacks something, so that the run waits. */
function describeShortage(state: RunState, shortage: Shortage | undefined): RunNotice[] {
  if (shortage === undefined || isRunOver(state.status)) return [];
  const { cause, advice } = SHORTAGE_WORDS[shortage];
  return [
    { key: "shortage", tone: "hold", title: noticeText.shortage, text: noticeText.shortageDetail(cause, advice) },
  ];
}

function describeQueue(state: RunState, wait: QueueWait | undefined): RunNotice[] {
  if (state.status !== "queued") return [];
  const { title, detail } = describeQueueWait(wait ?? null);
  return [{ key: "queue", tone: "hold", title, text: noticeText.sentence(detail) }];
}

/** The workers of a run that has waited for long. */
function describeWorkers(state: RunState): RunNotice[] {
  if (!areWorkersEnded(state) || isRunOver(state.status)) return [];
  const isStarting = state.scenarios.some(({ pauseReason }) => pauseReason === "worker-start");
  return isStarting
    ? [{ key: "workers", tone: "hold", title: noticeText.startingWorkers, text: noticeText.startingWorkersDetail }]
    : [{ key: "workers", tone: "plain", title: noticeText.workersStopped, text: noticeText.workersStoppedDetail }];
}

/** What is true of the whole run until its end. */
export type RunNotice = {
  readonly key: string;
  readonly tone: "hold" | "plain";
  readonly title: string;
  readonly text: string;
};

/** Said in full, since everything looks as at a hold. */
function describePause(state: RunState): RunNotice[] {
  if (isRunOver(state.status) || state.startedAt === null) return [];
  if (areAllPaused(state))
    return [{ key: "pause", tone: "hold", title: noticeText.paused, text: noticeText.pausedDetail }];
  if (selectPauseState(state) === "none") return [];
  return [{ key: "pause", tone: "hold", title: noticeText.pausing, text: noticeText.pausingDetail }];
}

export function selectNotices(state: RunState, { wait, shortage }: WaitCauses = {}): readonly RunNotice[] {
  const { capped, skillChanged, triedReducedLoad, scenarios, spec } = state;
  const notices: RunNotice[] = [
    ...describePause(state),
    ...describeShortage(state, shortage),
    ...describeQueue(state, wait),
    ...describeWorkers(state),
  ];
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
  const labels = spec.input === null ? null : describeLabels(spec.input);
  if (labels !== null) notices.push({ key: "labels", tone: "plain", title: noticeText.labels, text: labels });
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
