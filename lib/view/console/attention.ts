import { FAILURE_PHRASES } from "../../core/words/describe-losses.ts";
import type { FaultKind } from "../../core/run/faults.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { OpenBatchFailure, RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded as isScenarioEnded } from "../../core/run/statuses.ts";
import { FAILURE_LABELS, FAULT_LABELS } from "../../core/words/names.ts";
import { describeLaterFault } from "../format/faults.ts";
import { countItems, formatClock, formatDuration } from "../format/format.ts";
import { canRestart } from "./abilities.ts";

export type AttentionAct = {
  readonly label: string;
  readonly command: "retry" | "skip" | "end-fault";
  readonly scenarioId: string;
};

/** Something about one scenario that the presenter should know of, with what may be done about it: a line, and more of it on demand. */
export type Attention = {
  readonly key: string;
  readonly kind: "word" | "failed" | "fault" | "stalled";
  readonly index: number;
  readonly label: string;
  /** goes on from the label */
  readonly title: string;
  readonly text: string;
  /** what an act, or nothing done, will lead to; "" when that is plain */
  readonly hint: string;
  readonly acts: readonly AttentionAct[];
};

const ORDER: readonly Attention["kind"][] = ["word", "failed", "fault", "stalled"];

/** What wants the presenter's eye, the most urgent first. */
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
  if (isScenarioEnded(scenario)) return [];
  return [
    ...(scenario.pauseReason === "retry" ? [describeWord(view)] : []),
    ...(scenario.fault === null ? [] : [describeFault(view, scenario.fault)]),
    ...(scenario.stalledSinceMs === null ? [] : [describeStall(view, scenario.stalledSinceMs)]),
  ];
}

function say(
  { spec, index }: View,
  kind: Attention["kind"],
  rest: Pick<Attention, "title" | "text"> & {
    readonly hint?: string;
    readonly acts: readonly Omit<AttentionAct, "scenarioId">[];
  },
): Attention {
  const acts = rest.acts.map((act) => ({ ...act, scenarioId: spec.id }));
  return { key: `${spec.id} ${kind}`, kind, index, label: spec.label, hint: "", ...rest, acts };
}

function describeWord(view: View): Attention {
  const waiting = view.scenario.brokenBatches.filter(({ next }) => next === "presenter");
  return say(view, "word", {
    title: "waits for you",
    text: describeBroken(waiting, view.state.spec),
    acts: [
      { label: "Try again", command: "retry" },
      { label: waiting.length > 1 ? `Skip ${waiting.length} batches` : "Skip batch", command: "skip" },
    ],
  });
}

function describeBroken(batches: readonly OpenBatchFailure[], { retry }: RunSpec): string {
  const last = batches.at(-1);
  if (last === undefined) return "A batch failed. Try it again, or go on without it.";
  const items = `Items ${last.fromItem + 1}–${last.toItem}`;
  const more = batches.length === 1 ? "" : ` and ${batches.length - 1} more`;
  return `${items}${more}: ${FAILURE_LABELS[last.kind]}, try ${last.tries} of ${retry.limit + 1}. ${last.message}`;
}

function describeFailed(view: View): Attention {
  const { state, scenario } = view;
  const kept = countItems(scenario.totals.itemsOk, state.spec.unit);
  const mayRestart = canRestart(state, scenario);
  return say(view, "failed", {
    title: FAILURE_PHRASES[scenario.failure?.kind ?? "exception"].one,
    text: scenario.failure?.message ?? "",
    hint: mayRestart ? `A restart keeps its ${kept} and goes on as attempt ${scenario.attempt + 1}.` : "",
    acts: mayRestart ? [{ label: "Restart", command: "retry" }] : [],
  });
}

function describeFault(view: View, fault: FaultKind): Attention {
  const since = view.scenario.faults.findLast((span) => span.toMs === null)?.fromMs;
  return say(view, "fault", {
    title: describeLaterFault(fault, view.scenario) ?? `is ${FAULT_LABELS[fault]}, on purpose`,
    text: "",
    hint: since === undefined ? "By the fault button." : `By the fault button, since ${formatClock(since)}.`,
    acts: [{ label: "End fault", command: "end-fault" }],
  });
}

function describeStall(view: View, sinceMs: number): Attention {
  const { stallLimitMs } = view.state.spec;
  const silentMs = Math.max(0, view.nowMs - sinceMs);
  const ends = silentMs >= stallLimitMs;
  return say(view, "stalled", {
    title: `has finished nothing for ${Math.round(silentMs / 1_000)} s${ends ? ": its batch is being ended" : ""}`,
    text: `A batch that is silent for ${formatDuration(stallLimitMs)} ${ends ? "is ended" : "will be ended"} as timed out.`,
    acts: [],
  });
}
