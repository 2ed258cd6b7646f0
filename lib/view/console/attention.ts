import { FAILURE_PHRASES } from "../../core/words/describe-losses.ts";
import type { FaultKind } from "../../core/run/faults.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { OpenBatchFailure, RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import { formatItemRange } from "../../core/words/format.ts";
import { FAILURE_LABELS, FAULT_LABELS } from "../../core/words/names.ts";
import { describeLaterFault } from "../format/faults.ts";
import { formatQuantity, formatClock, formatDuration } from "../format/format.ts";
import { canRestart } from "./abilities.ts";
import { attentionText } from "../text/console.ts";

export type AttentionAction = {
  readonly label: string;
  readonly command: "retry" | "skip" | "end-fault";
  readonly scenarioId: string;
};

/** Something about one scenario that needs the presenter, with the possible actions: one line, and details on demand. */
export type Attention = {
  readonly key: string;
  readonly kind: "retry" | "failed" | "fault" | "stalled";
  readonly index: number;
  readonly label: string;
  /** continues the sentence that the label begins */
  readonly title: string;
  readonly text: string;
  /** what will follow; "" when that is obvious */
  readonly hint: string;
  readonly actions: readonly AttentionAction[];
};

const ORDER: readonly Attention["kind"][] = ["retry", "failed", "fault", "stalled"];

/** What needs the presenter, most urgent first. */
export function selectAttentions(state: RunState, nowMs: number): readonly Attention[] {
  const found = state.spec.scenarios.flatMap((spec, index) => {
    const scenario = state.scenarios.find(({ id }) => id === spec.id);
    return scenario === undefined ? [] : attentionsOf({ state, spec, scenario, index, nowMs });
  });
  return found.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

type View = {
  readonly state: RunState;
  readonly spec: ScenarioSpec;
  readonly scenario: ScenarioState;
  readonly index: number;
  readonly nowMs: number;
};

function attentionsOf(view: View): Attention[] {
  const { scenario } = view;
  if (scenario.status === "failed") return [describeFailed(view)];
  if (isEnded(scenario)) return [];
  return [
    ...(scenario.pauseReason === "retry" ? [describeRetry(view)] : []),
    ...(scenario.fault === null ? [] : [describeFault(view, scenario.fault)]),
    ...(scenario.stalledSinceMs === null ? [] : [describeStall(view, scenario.stalledSinceMs)]),
  ];
}

function toAttention(
  { spec, index }: View,
  kind: Attention["kind"],
  rest: Pick<Attention, "title" | "text"> & {
    readonly hint?: string;
    readonly actions: readonly Omit<AttentionAction, "scenarioId">[];
  },
): Attention {
  const actions = rest.actions.map((action) => ({ ...action, scenarioId: spec.id }));
  return { key: `${spec.id} ${kind}`, kind, index, label: spec.label, hint: "", ...rest, actions };
}

function describeRetry(view: View): Attention {
  const waiting = view.scenario.brokenBatches.filter(({ next }) => next === "presenter");
  return toAttention(view, "retry", {
    title: attentionText.waitsForYou,
    text: describeBatches(waiting, view.state.spec),
    actions: [
      { label: attentionText.retry, command: "retry" },
      { label: attentionText.skip(waiting.length), command: "skip" },
    ],
  });
}

function describeBatches(batches: readonly OpenBatchFailure[], { retry }: RunSpec): string {
  const last = batches.at(-1);
  if (last === undefined) return attentionText.batchFailed;
  const items = formatItemRange(last.fromItem + 1, last.toItem, attentionText.items);
  const failure = FAILURE_LABELS[last.kind];
  return attentionText.batch(items, batches.length - 1, failure, last.tries, retry.limit + 1, last.message);
}

function describeFailed(view: View): Attention {
  const { state, scenario } = view;
  const kept = formatQuantity(scenario.totals.itemsOk, state.spec.unit);
  const mayRestart = canRestart(state, scenario);
  return toAttention(view, "failed", {
    title: FAILURE_PHRASES[scenario.failure?.kind ?? "exception"].one,
    text: scenario.failure?.message ?? "",
    hint: mayRestart ? attentionText.restartHint(kept, scenario.attempt + 1) : "",
    actions: mayRestart ? [{ label: attentionText.restart, command: "retry" }] : [],
  });
}

function describeFault(view: View, fault: FaultKind): Attention {
  const since = view.scenario.faults.findLast((span) => span.toMs === null)?.fromMs;
  return toAttention(view, "fault", {
    title: describeLaterFault(fault, view.scenario) ?? attentionText.onPurpose(FAULT_LABELS[fault]),
    text: "",
    hint: since === undefined ? attentionText.byFaultButton : attentionText.byFaultButtonSince(formatClock(since)),
    actions: [{ label: attentionText.endFault, command: "end-fault" }],
  });
}

function describeStall(view: View, sinceMs: number): Attention {
  const { stallLimitMs } = view.state.spec;
  const silentMs = Math.max(0, view.nowMs - sinceMs);
  const seconds = Math.round(silentMs / 1_000);
  return toAttention(view, "stalled", {
    title: silentMs >= stallLimitMs ? attentionText.stalledEnding(seconds) : attentionText.stalled(seconds),
    text: attentionText.stallLimit(formatDuration(stallLimitMs)),
    actions: [],
  });
}
