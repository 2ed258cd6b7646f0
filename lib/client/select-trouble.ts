import type { FailureKind } from "../core/events.ts";
import type { RunState } from "../core/state.ts";
import { labelOf } from "../core/words.ts";
import { formatClock, formatCount, formatDuration, formatQuality } from "./format.ts";

/** Something that did not go as planned. `index`: the scenario's place in the display; null when it concerns the run. */
export type Trouble = {
  readonly key: string;
  readonly index: number | null;
  readonly who: string;
  readonly what: string;
  readonly text: string;
  readonly tone: "bad" | "plain";
};

const KIND_WORDS: { readonly [kind in FailureKind]: string } = {
  timeout: "out of time",
  exception: "an error in the skill",
  memory: "out of memory",
  validation: "input refused",
};

/** What went wrong and what was kept: failures and cancelled scenarios in their order, then interruptions of the run. */
export function selectTroubles(state: RunState): readonly Trouble[] {
  return [...selectFailures(state), ...selectInterruptions(state)];
}

function selectFailures(state: RunState): Trouble[] {
  return state.spec.scenarios.flatMap(({ id, items }, index): Trouble[] => {
    const scenario = state.scenarios.find((each) => each.id === id);
    if (scenario?.status !== "failed" && scenario?.status !== "cancelled") return [];
    const { failure, totals } = scenario;
    const kept = `${formatCount(totals.itemsDone)} of ${formatCount(items)} ${state.spec.unit.many} finished and kept`;
    const quality = totals.quality === null ? "" : `, quality ${formatQuality(totals.quality)}`;
    const about = { key: id, index, who: labelOf(state.spec, id) };
    if (failure === null) return [{ ...about, what: "cancelled", text: `${kept}${quality}.`, tone: "plain" }];
    const what = `${KIND_WORDS[failure.kind]} (${failure.kind})`;
    return [{ ...about, what, text: `${failure.message} ${kept}${quality}.`, tone: "bad" }];
  });
}

function selectInterruptions(state: RunState): Trouble[] {
  return state.recoveries.map(({ atMs, downtimeMs }, i) => ({
    key: `recovery ${i}`,
    index: null,
    who: "run",
    what: `interrupted at ${formatClock(atMs)}`,
    text: `It went on by itself after ${formatDuration(downtimeMs)}. Everything stored was kept; only the batches of that moment were done again.`,
    tone: "plain",
  }));
}
