import type { FaultKind } from "../../core/run/faults.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { ScenarioState } from "../../core/run/state.ts";
import { faultText } from "../text/faults.ts";
import { formatCount, formatDuration } from "./format.ts";

/** The faults in the order in which they are offered, from mild to hard. */
export const FAULT_ORDER = Object.keys(faultText.actions) as readonly FaultKind[];

/** "Slow medium down" */
export function describeFaultAction(kind: FaultKind, label: string): string {
  return faultText.actions[kind].of(label);
}

/** What a fault will do in this run. */
export function describeFaultEffect(
  kind: FaultKind,
  spec: Pick<RunSpec, "stallLimitMs">,
  scenario: Pick<ScenarioSpec, "memoryLimitMb">,
): string {
  switch (kind) {
    case "hang":
      return faultText.effects.hang(formatDuration(spec.stallLimitMs));
    case "memory":
      return faultText.effects.memory(formatCount(scenario.memoryLimitMb));
    default:
      return faultText.effects[kind];
  }
}

const LATER_EFFECTS: { readonly [kind in FaultKind]?: string } = faultText.laterEffects;

/** "will hang after the release", for a paused or holding scenario, where this fault has no effect until it resumes; null when the effect is immediate. */
export function describeLaterFault(
  kind: FaultKind,
  { status, waitingAtGate }: Pick<ScenarioState, "status" | "waitingAtGate">,
): string | null {
  const effect = LATER_EFFECTS[kind];
  if (status !== "paused" || effect === undefined) return null;
  return `${effect} ${waitingAtGate === null ? faultText.afterResume : faultText.afterRelease}`;
}

/** The delayed effect of a scenario's fault: of a lasting one, or of a hang injected since it stopped running; null without one. */
export function selectLaterFault(scenario: ScenarioState): string | null {
  const { fault, faults, spans } = scenario;
  const last = faults.at(-1);
  const hangs = last?.fault === "hang" && last.fromMs >= stoppedRunningAt(spans);
  const kind = hangs ? "hang" : fault;
  return kind === null ? null : describeLaterFault(kind, scenario);
}

/** Not the start of the last span: a pause may change its reason. */
function stoppedRunningAt(spans: ScenarioState["spans"]): number {
  return spans.findLast(({ kind }) => kind === "running")?.toMs ?? 0;
}

/** What this run does with a failed batch. */
export function describeRetries({ retry: { mode, limit } }: Pick<RunSpec, "retry">): string {
  if (limit === 0) return faultText.noRetries;
  return mode === "presenter" ? faultText.retriesAsk(limit) : faultText.retriesAutomatically(limit);
}
