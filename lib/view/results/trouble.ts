import type { RunState } from "../../core/run/state.ts";
import { FAILURE_LABELS, FAULT_LABELS, labelScenario } from "../../core/words/names.ts";
import { formatAmount } from "../format/cost.ts";
import { formatClock, formatCount, formatDuration, formatQuality } from "../format/format.ts";

/** Something that did not go as planned. `index`: the scenario's place in the display; null when it concerns the run. */
export type Trouble = {
  readonly key: string;
  readonly index: number | null;
  readonly who: string;
  readonly what: string;
  readonly text: string;
  readonly tone: "bad" | "plain";
};

/** What went wrong and what was kept: failures and cancelled scenarios, harm done on purpose, further attempts, then what concerns the run. */
export function selectTroubles(state: RunState): readonly Trouble[] {
  return [...selectFailures(state), ...selectFaults(state), ...selectAttempts(state), ...selectInterruptions(state)];
}

/** D9: harm done on purpose is told as such. */
function selectFaults(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id }, index) => {
    const faults = state.scenarios.find((each) => each.id === id)?.faults ?? [];
    return faults.map(({ fault, fromMs, toMs }): Trouble => {
      const lasted = toMs === null ? ", still at work" : toMs > fromMs ? ` for ${formatDuration(toMs - fromMs)}` : "";
      return {
        key: `fault ${id} ${fromMs} ${fault}`,
        index,
        who: labelScenario(state.spec, id),
        what: `fault button: ${fault}`,
        text: `It was ${FAULT_LABELS[fault]} on purpose at ${formatClock(fromMs)}${lasted}.`,
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
    const how = reduced ? ` at reduced load: batches of ${load.batchSize}, ${load.concurrency} at once` : "";
    const text = `Tried again from its checkpoint${how}; what had been done right stayed.`;
    return [
      {
        key: `attempt ${id}`,
        index,
        who: labelScenario(state.spec, id),
        what: `attempt ${attempt}`,
        text,
        tone: "plain",
      },
    ];
  });
}

function selectFailures(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id, items }, index): Trouble[] => {
    const scenario = state.scenarios.find((each) => each.id === id);
    if (scenario?.status !== "failed" && scenario?.status !== "cancelled") return [];
    const { failure, totals } = scenario;
    const kept = `${formatCount(totals.itemsOk)} of ${formatCount(items)} ${state.spec.unit.many} finished and kept`;
    const quality = totals.quality === null ? "" : `, quality ${formatQuality(totals.quality)}`;
    const about = { key: id, index, who: labelScenario(state.spec, id) };
    if (failure === null) return [{ ...about, what: "cancelled", text: `${kept}${quality}.`, tone: "plain" }];
    const what = `${FAILURE_LABELS[failure.kind]} (${failure.kind})`;
    return [{ ...about, what, text: `${failure.message} ${kept}${quality}.`, tone: "bad" }];
  });
}

function selectInterruptions(state: RunState): Trouble[] {
  return [...selectRunTroubles(state), ...selectRecoveries(state)];
}

function selectRunTroubles({ capped, skillChanged, spec }: RunState): Trouble[] {
  const about = { index: null, who: "run", tone: "plain" } as const;
  return [
    ...(capped === null
      ? []
      : [
          {
            ...about,
            key: "cap",
            what: `stopped at its cap at ${formatClock(capped.atMs)}`,
            text: `It had used ${formatAmount(capped.spent, capped.unit, spec.prices?.currency)}; the cap is ${formatAmount(capped.limit, capped.unit, spec.prices?.currency)}. What was there stayed.`,
          },
        ]),
    ...(skillChanged === null
      ? []
      : [
          {
            ...about,
            key: "skill",
            what: "another version of the skill",
            text: `${spec.skillId} was ${skillChanged.recordedVersion} at the start and ${skillChanged.installedVersion} later: outcomes may differ.`,
          },
        ]),
  ];
}

function selectRecoveries(state: RunState): Trouble[] {
  return state.recoveries.map(({ atMs, downtimeMs }, i) => ({
    key: `recovery ${i}`,
    index: null,
    who: "run",
    what: `interrupted at ${formatClock(atMs)}`,
    text: `It went on by itself after ${formatDuration(downtimeMs)}. Everything stored was kept; only the batches of that moment were done again.`,
    tone: "plain",
  }));
}
