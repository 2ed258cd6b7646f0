import { assertNever } from "../kit/assert-never.ts";
import { selectAwaited } from "../gates/barrier.ts";
import { describeItemErrors } from "./describe-item-errors.ts";
import { afterColon, describeFailure, NEXT_LABELS } from "./describe-failure.ts";
import { GATHER_WORDS, RELEASE_WORDS } from "./release-words.ts";
import type { RunEvent, RunEventOf, Suspension } from "../run/events.ts";
import { findFaultBehind, namesFaultButton } from "../run/fault-blame.ts";
import { holdsAtGates, planMilestones } from "../gates/gates.ts";
import type { RunState } from "../run/state.ts";
import { countItemsDone } from "../run/totals.ts";
import { formatCount, formatDuration, formatProgress, formatQuantity } from "./format.ts";
import { formatMoney, formatPercent, joinNames, labelScenario } from "./names.ts";
import { WORKERS } from "./plural.ts";

/** An event as one line of the log. `state`: the state before or after it. Null for events without a line, such as progress. */
export function describeEvent(event: RunEvent, state: RunState): string | null {
  if ("command" in event) return describeCommand(event, state);
  if ("scenarioId" in event) return describeScenarioEvent(event, state);
  switch (event.type) {
    case "run.queued":
      return "run requested";
    case "run.preparing":
      return "preparing the scenarios";
    case "run.sizes-fitted":
      return describeFit(event, state);
    case "run.started":
      return "started";
    case "run.recovered":
      return `runner recovered after ${(event.downtimeMs / 1_000).toFixed(1)} s, the run continues`;
    case "run.suspended":
      return describeSuspension(event);
    case "run.interrupted":
      return "runner shut down, the run continues after its restart";
    case "run.finished":
      return END_LABELS[event.status];
    case "run.reopened":
      return "run reopened: retrying a failed scenario";
    case "run.capped":
      return describeCap(event, state);
    case "skill.changed":
      return `skill changed from version ${event.recordedVersion} to ${event.installedVersion}: results may differ`;
    case "workers.lent":
      return describeLoan(event, state);
    case "workers.ended":
      return "the workers are stopped while the run waits; they start again when it continues";
    case "workers.started":
      return "the workers have started again";
    case "milestone.gathered":
      return `${GATHER_WORDS[event.reason]} ${formatPercent(event.percent)}, waiting for the presenter`;
    case "milestone.released":
      return `released ${formatPercent(event.percent)}${RELEASE_WORDS[event.reason].logged}`;
    case "step.released":
      return `step ${event.step} of ${event.steps} done${event.reason === "all-arrived" ? "" : RELEASE_WORDS[event.reason].logged}`;
    default:
      return assertNever(event);
  }
}

function describeFit(
  { lengthSeconds, scenarios, failure }: RunEventOf<"run.sizes-fitted">,
  { spec }: RunState,
): string {
  const sizes = `${joinNames(scenarios.map(({ items }) => formatCount(items)))} ${spec.unit.many}`;
  switch (failure) {
    case null:
      return `sizes fitted to this machine for ${formatDuration(lengthSeconds * 1_000)}: ${sizes}`;
    case "failed":
      return `the smoke run failed, sizes stay as planned: ${sizes}`;
    case "timeout":
      return `the smoke run finished nothing in time, sizes stay as planned: ${sizes}`;
    default:
      return assertNever(failure);
  }
}

/** Without a final full stop. */
export function describeSuspension({ cause, suspendedMs }: Suspension): string {
  const what = cause === "computer" ? "the computer was suspended" : "the runner was stopped";
  return `${what} for ${(suspendedMs / 1_000).toFixed(1)} s; that time is not counted`;
}

const END_LABELS = {
  complete: "run complete",
  partial: "run ended with partial results",
  failed: "run failed",
  cancelled: "run cancelled",
} as const;

function describeLoan(
  { workers, fromScenarioId, toScenarioId }: RunEventOf<"workers.lent">,
  { spec }: RunState,
): string {
  const [from, to] = [labelScenario(spec, fromScenarioId), labelScenario(spec, toScenarioId)];
  return `${formatQuantity(workers, WORKERS)} moved from ${from} to ${to}`;
}

type CommandEvent = RunEventOf<"command.accepted" | "command.refused">;

function describeCommand(event: CommandEvent, { spec }: RunState): string {
  const target = event.command === "advance" ? atMilestone(event) : ofScenario(event, spec);
  return event.type === "command.accepted"
    ? `${event.command}${target} accepted`
    : `${event.command}${target} refused: ${event.message}`;
}

function atMilestone({ percent }: CommandEvent): string {
  return percent === null ? "" : ` at ${formatPercent(percent)}`;
}

function ofScenario({ scenarioId }: CommandEvent, spec: RunState["spec"]): string {
  return scenarioId === null ? " of all" : ` of ${labelScenario(spec, scenarioId)}`;
}

type ScenarioEvent = Exclude<Extract<RunEvent, { scenarioId: string }>, CommandEvent>;

function describeScenarioEvent(event: ScenarioEvent, state: RunState): string | null {
  const name = labelScenario(state.spec, event.scenarioId);
  switch (event.type) {
    case "scenario.progressed":
      return null;
    case "scenario.started":
      return event.attempt === 1 ? `${name} started` : `${name} restarted, attempt ${event.attempt}`;
    case "scenario.pausing":
      return `${name} will pause after the current batch`;
    case "scenario.paused":
      // its arrival at the milestone has a line already
      return event.percent !== null && isGateReason(event) ? null : `${name} ${describePause(event)}`;
    case "scenario.resumed":
      return `${name} resumed`;
    case "scenario.completed":
      return `${name} complete, ${countDone(event, state)}${describeFailedItems(event)}`;
    case "scenario.failed":
      return `${name} failed at ${countDone(event, state)}, ${event.kind}${afterColon(event.message)}${attributeFault(event, state)}`;
    case "scenario.cancelled":
      return `${name} cancelled at ${countDone(event, state)}`;
    case "scenario.logged":
      return `${name}${afterColon(event.text)}`;
    case "batch.failed":
      return `${name} ${describeFailure(event)}${attributeFault(event, state)}${NEXT_LABELS[event.next]}`;
    case "worker.failed":
      return `${name} ${describeFailure(event)}${NEXT_LABELS[event.next]}`;
    case "worker.recovered":
    case "batch.retried":
    case "batch.recovered":
    case "scenario.retried":
    case "scenario.stalled":
    case "fault.injected":
    case "fault.ended":
      return `${name} ${describeFailure(event)}`;
    case "milestone.reached":
      return `${name} reached ${formatPercent(event.percent)}${isHeldAt(event, state) ? ", holding" : ""}`;
    default:
      return assertNever(event);
  }
}

/** Attributes a failure to the fault button, since an injected failure reads like any other. */
function attributeFault(event: RunEventOf<"batch.failed" | "scenario.failed">, { scenarios, spec }: RunState): string {
  const scenario = scenarios.find(({ id }) => id === event.scenarioId);
  if (scenario === undefined || scenario.faults.length === 0) return "";
  const pauses = scenario.spans.filter(({ kind }) => kind !== "running");
  const times = { faults: scenario.faults, stallLimitMs: spec.stallLimitMs, pauses };
  const isClear = namesFaultButton(event.message) || findFaultBehind(times, event) === null;
  return isClear ? "" : " (caused by the fault button)";
}

function describeFailedItems({ itemErrors = [], totals }: RunEventOf<"scenario.completed">): string {
  const reasons = describeItemErrors(itemErrors, totals.itemsFailed);
  return reasons === "" ? "" : `; ${formatCount(totals.itemsFailed)} failed${afterColon(reasons)}`;
}

function countDone(
  event: RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">,
  { spec }: RunState,
): string {
  const items = spec.scenarios.find(({ id }) => id === event.scenarioId)?.items ?? event.totals.itemsDone;
  const status = event.type === "scenario.failed" ? "failed" : "complete";
  return formatProgress(countItemsDone({ status, totals: event.totals }), items, spec.unit);
}

function isGateReason({ reason }: RunEventOf<"scenario.paused">): boolean {
  return reason === "sync-point" || reason === "presenter-hold";
}

function describePause({ reason, percent, step }: RunEventOf<"scenario.paused">): string {
  if (reason === "user-halt") return "paused";
  if (reason === "retry") return "waits for the presenter: retry or skip the failed batch";
  if (reason === "recovery") return "interrupted until its runner recovers";
  if (reason === "worker-start") return "waits until its workers have started again";
  return percent === null ? `waits at the end of step ${step}` : `waits at ${formatPercent(percent)}`;
}

/** Whether the scenario has to wait for others. The last one to arrive does not, except perhaps for the presenter. */
function isHeldAt(event: RunEventOf<"milestone.reached">, state: RunState): boolean {
  const gate = planMilestones(state.spec).find(({ percent }) => percent === event.percent);
  if (gate === undefined || !holdsAtGates(state.spec) || gate.index < state.releasedGates) return false;
  return selectAwaited(state, gate).some((id) => id !== event.scenarioId);
}

/** A cap is above 0; a limit of 0 means that the amounts are hidden from this reader. */
function describeCap({ unit, spent, limit }: RunEventOf<"run.capped">, { spec }: RunState): string {
  const amount = (value: number): string => {
    if (unit === "money") return formatMoney(value, spec.prices?.currency ?? "");
    return unit === "tokens" ? `${formatCount(value)} tokens` : `${formatDuration(value * 1_000)} of compute`;
  };
  return `spending limit reached${limit > 0 ? `: ${amount(spent)} of ${amount(limit)}` : ""}; completed work is saved`;
}
