import type { FaultKind } from "../../core/run/faults.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { ScenarioState } from "../../core/run/state.ts";
import { formatCount, formatDuration } from "./format.ts";

/** What the presenter may have done, in the order in which it is offered: from mild to hard. */
export const FAULT_ACTIONS: { readonly [kind in FaultKind]: string } = {
  slow: "Slow it down",
  kill: "Kill its workers",
  hang: "Make it hang",
  memory: "Use up its memory",
  fail: "Make its batches fail",
};

/** The deed with its victim's name: "Slow medium down". */
export function describeFaultAction(kind: FaultKind, label: string): string {
  return FAULT_ACTIONS[kind].replace(/\bits\b/, `${label}'s`).replace(/\bit\b/, label);
}

/** What will follow from a fault in this run, told before it is done. */
export function describeFaultEffect(
  kind: FaultKind,
  spec: Pick<RunSpec, "stallLimitMs">,
  scenario: Pick<ScenarioSpec, "memoryLimitMb">,
): string {
  switch (kind) {
    case "slow":
      return "Its workers get a quarter of their time, until you end the fault.";
    case "kill":
      return "They are gone at once, with what they had in hand. New ones take their place.";
    case "hang":
      return `Its workers stand still. After ${formatDuration(spec.stallLimitMs)} without a finished item they are ended and replaced.`;
    case "memory":
      return `A worker grows beyond its ${formatCount(scenario.memoryLimitMb)} MB, is ended and replaced.`;
    case "fail":
      return "Every batch fails, until you end the fault or the scenario has failed.";
  }
}

const LATER_WORDS: { readonly [kind in FaultKind]?: string } = { slow: "is slow", hang: "hangs", fail: "fails" };

/** "hangs after the release": of a scenario whose work rests, which shows that harm only once it goes on; null when it shows at once. */
export function describeLaterFault(
  kind: FaultKind,
  { status, waitingAtGate }: Pick<ScenarioState, "status" | "waitingAtGate">,
): string | null {
  const words = LATER_WORDS[kind];
  if (status !== "paused" || words === undefined) return null;
  return `${words} ${waitingAtGate === null ? "once it goes on" : "after the release"}`;
}

/** The fault that a scenario shows later, in those words: one that lasts, or the hang of this rest; null without one. */
export function selectLaterFault(scenario: ScenarioState): string | null {
  const { fault, faults, spans } = scenario;
  const last = faults.at(-1);
  const hangs = last?.fault === "hang" && last.fromMs >= restedSince(spans);
  const kind = hangs ? "hang" : fault;
  return kind === null ? null : describeLaterFault(kind, scenario);
}

/** A rest may change its reason: it lasts since the work before it ended. */
function restedSince(spans: ScenarioState["spans"]): number {
  return spans.findLast(({ kind }) => kind === "running")?.toMs ?? 0;
}

/** What this run does with a batch that failed. */
export function describeRetries({ retry: { mode, limit } }: Pick<RunSpec, "retry">): string {
  if (limit === 0) return "This run tries nothing again: the items of a failed batch count as failed.";
  const times = limit === 1 ? "once" : `up to ${limit} times`;
  return mode === "presenter"
    ? `A failed batch waits for your word; it can be tried again ${times}.`
    : `A failed batch is tried again ${times} by itself.`;
}
