import type { RunState } from "../../core/run/state.ts";
import { requireScenario } from "../../core/run/scenarios.ts";
import { describeItemErrors } from "../../core/words/describe-item-errors.ts";
import { FAILURE_LABELS, FAULT_LABELS, labelScenario } from "../../core/words/names.ts";
import { formatAmount } from "../format/cost.ts";
import { formatClock, formatCount, formatDuration, formatQuality, formatQuantity } from "../format/format.ts";
import { formatWorkers } from "../text/run.ts";
import { troubleText } from "../text/review.ts";

/** Something that did not go as planned. `index`: the scenario's position on screen; null when it concerns the run. */
export type Trouble = {
  readonly key: string;
  readonly index: number | null;
  readonly who: string;
  readonly what: string;
  readonly text: string;
  readonly tone: "bad" | "plain";
};

/** What went wrong and what was kept: failed and cancelled scenarios, injected faults, further attempts, then the run itself. */
export function selectTroubles(state: RunState): readonly Trouble[] {
  return [...selectFailures(state), ...selectFaults(state), ...selectAttempts(state), ...selectInterruptions(state)];
}

/** D9: an injected fault is never shown as a failure of the skill. */
function selectFaults(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id }, index) => {
    const faults = state.scenarios.find((each) => each.id === id)?.faults ?? [];
    return faults.map(({ fault, fromMs, toMs }): Trouble => {
      const lasted =
        toMs === null
          ? troubleText.faultActive
          : toMs > fromMs
            ? troubleText.faultLasted(formatDuration(toMs - fromMs))
            : "";
      return {
        key: `fault ${id} ${fromMs} ${fault}`,
        index,
        who: labelScenario(state.spec, id),
        what: troubleText.fault(fault),
        text: troubleText.faultDetail(FAULT_LABELS[fault], formatClock(fromMs), lasted),
        tone: "plain",
      };
    });
  });
}

function selectAttempts(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id, batchSize, concurrency }, index): Trouble[] => {
    const scenario = state.scenarios.find((each) => each.id === id);
    if (scenario === undefined || scenario.attempt < 2) return [];
    const { load, attempt } = scenario;
    const reduced = load.batchSize < batchSize || load.concurrency < concurrency;
    const how = reduced ? troubleText.reducedLoad(load.batchSize, formatWorkers(load.concurrency)) : "";
    const text = troubleText.attemptDetail(how);
    return [
      {
        key: `attempt ${id}`,
        index,
        who: labelScenario(state.spec, id),
        what: troubleText.attempt(attempt),
        text,
        tone: "plain",
      },
    ];
  });
}

function selectFailures(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id, items }, index): Trouble[] => {
    const scenario = state.scenarios.find((each) => each.id === id);
    if (scenario?.status !== "failed" && scenario?.status !== "cancelled") return selectFailedItems(state, id, index);
    const { failure, totals } = scenario;
    const quality = totals.quality === null ? "" : troubleText.withQuality(formatQuality(totals.quality));
    const done = `${formatCount(totals.itemsOk)} of ${formatQuantity(items, state.spec.unit)}`;
    const kept = troubleText.kept(done, quality);
    const about = { key: id, index, who: labelScenario(state.spec, id) };
    if (failure === null) return [{ ...about, what: troubleText.cancelled, text: kept, tone: "plain" }];
    const what = troubleText.failure(FAILURE_LABELS[failure.kind], failure.kind);
    return [{ ...about, what, text: `${endSentence(failure.message)} ${kept}`, tone: "bad" }];
  });
}

/** The failed items of a scenario that is complete. */
function selectFailedItems(state: RunState, id: string, index: number): Trouble[] {
  const { itemErrors = [], totals } = requireScenario(state, id);
  const reasons = describeItemErrors(itemErrors, totals.itemsFailed);
  if (reasons === "") return [];
  const what = troubleText.itemsFailed(formatQuantity(totals.itemsFailed, state.spec.unit));
  return [
    { key: `items ${id}`, index, who: labelScenario(state.spec, id), what, text: endSentence(reasons), tone: "plain" },
  ];
}

/** The messages of skills end as they like. */
function endSentence(message: string): string {
  return /[.!?…]["”)]?$/.test(message.trim()) ? message.trim() : `${message.trim()}.`;
}

function selectInterruptions(state: RunState): Trouble[] {
  return [...selectRunTroubles(state), ...selectRecoveries(state), ...selectSuspensions(state)];
}

function selectRunTroubles({ capped, skillChanged, spec }: RunState): Trouble[] {
  const about = { index: null, who: troubleText.run, tone: "plain" } as const;
  return [
    ...(capped === null
      ? []
      : [
          {
            ...about,
            key: "cap",
            what: troubleText.limitReached(formatClock(capped.atMs)),
            text: troubleText.limitDetail(
              formatAmount(capped.spent, capped.unit, spec.prices?.currency),
              formatAmount(capped.limit, capped.unit, spec.prices?.currency),
            ),
          },
        ]),
    ...(skillChanged === null
      ? []
      : [
          {
            ...about,
            key: "skill",
            what: troubleText.skillChanged,
            text: troubleText.skillChangedDetail(
              spec.skillId,
              skillChanged.recordedVersion,
              skillChanged.installedVersion,
            ),
          },
        ]),
  ];
}

function selectSuspensions({ suspensions = [] }: RunState): Trouble[] {
  return suspensions.map(({ atMs, cause, suspendedMs }, i) => ({
    key: `suspension ${i}`,
    index: null,
    who: troubleText.run,
    what: troubleText.suspended(cause, formatClock(atMs)),
    text: troubleText.suspendedDetail(formatDuration(suspendedMs)),
    tone: "plain",
  }));
}

function selectRecoveries(state: RunState): Trouble[] {
  return state.recoveries.map(({ atMs, downtimeMs }, i) => ({
    key: `recovery ${i}`,
    index: null,
    who: troubleText.run,
    what: troubleText.interrupted(formatClock(atMs)),
    text: troubleText.interruptedDetail(formatDuration(downtimeMs)),
    tone: "plain",
  }));
}
