import { assertNever } from "../kit/assert-never.ts";
import { selectAwaited } from "../gates/barrier.ts";
import { afterColon, describeFailure, NEXT_WORDS } from "./describe-failure.ts";
import type { ReleaseReason, RunEvent, RunEventOf } from "../run/events.ts";
import { findFaultBehind, namesFaultButton } from "../run/fault-blame.ts";
import { holdsAtGates, planMilestones } from "../gates/gates.ts";
import type { RunState } from "../run/state.ts";
import { countOf, formatPercent, labelScenario, formatMoney } from "./names.ts";

/** An event in plain words, told with the state before or after it; null for what is no news, such as progress. */
export function describeEvent(event: RunEvent, state: RunState): string | null {
  if ("command" in event) return describeCommand(event, state);
  if ("scenarioId" in event) return describeScenarioEvent(event, state);
  switch (event.type) {
    case "run.queued":
      return "run asked for";
    case "run.preparing":
      return "the scenarios get ready";
    case "run.started":
      return "started";
    case "run.recovered":
      return `runner back after ${(event.downtimeMs / 1_000).toFixed(1)} s, the run goes on`;
    case "run.interrupted":
      return "stopped in order, goes on after the restart";
    case "run.finished":
      return END_WORDS[event.status];
    case "run.reopened":
      return "run goes on: a failed scenario is tried again";
    case "run.capped":
      return describeCap(event, state);
    case "skill.changed":
      return `the skill is now version ${event.installedVersion}, the run began with ${event.recordedVersion}: outcomes may differ`;
    case "workers.lent":
      return describeLoan(event, state);
    case "milestone.gathered":
      return `${GATHER_WORDS[event.reason]} ${formatPercent(event.percent)}, the presenter opens`;
    case "milestone.released":
      return `released ${formatPercent(event.percent)}${RELEASE_WORDS[event.reason]}`;
    case "step.released":
      return `step ${event.step} of ${event.steps} done${event.reason === "all-arrived" ? "" : RELEASE_WORDS[event.reason]}`;
    default:
      return assertNever(event);
  }
}

const END_WORDS = {
  complete: "run complete",
  partial: "run ended with part of the results",
  failed: "run failed",
  cancelled: "run cancelled",
} as const;

const GATHER_WORDS = {
  "all-arrived": "everyone is at",
  "sibling-ended": "everyone left is at",
  timeout: "the wait limit has passed at",
} as const;

const RELEASE_WORDS: { readonly [reason in ReleaseReason]: string } = {
  "all-arrived": ", everyone arrived",
  "sibling-ended": ", nobody else will come",
  timeout: ", the wait limit has passed",
  presenter: " by presenter",
  "free-running": "",
};

function describeLoan(
  { workers, fromScenarioId, toScenarioId }: RunEventOf<"workers.lent">,
  { spec }: RunState,
): string {
  const [from, to] = [labelScenario(spec, fromScenarioId), labelScenario(spec, toScenarioId)];
  return workers === 1 ? `1 worker of ${from} now helps ${to}` : `${workers} workers of ${from} now help ${to}`;
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
      return event.attempt === 1 ? `${name} started` : `${name} started again, attempt ${event.attempt}`;
    case "scenario.pausing":
      return `${name} pauses after the batch under way`;
    case "scenario.paused":
      return `${name} ${describePause(event)}`;
    case "scenario.resumed":
      return `${name} goes on`;
    case "scenario.completed":
      return `${name} complete, ${countDone(event, state)}`;
    case "scenario.failed":
      return `${name} failed at ${countDone(event, state)}, ${event.kind}${afterColon(event.message)}${onPurpose(event, state)}`;
    case "scenario.cancelled":
      return `${name} cancelled at ${countDone(event, state)}`;
    case "scenario.logged":
      return `${name}${afterColon(event.text)}`;
    case "batch.failed":
      return `${name} ${describeFailure(event)}${onPurpose(event, state)}${NEXT_WORDS[event.next]}`;
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

/** A failure that the fault button made reads like any other: the log says whose doing it was. */
function onPurpose(event: RunEventOf<"batch.failed" | "scenario.failed">, { scenarios, spec }: RunState): string {
  const scenario = scenarios.find(({ id }) => id === event.scenarioId);
  if (scenario === undefined || scenario.faults.length === 0) return "";
  const pauses = scenario.spans.filter(({ kind }) => kind !== "running");
  const times = { faults: scenario.faults, stallLimitMs: spec.stallLimitMs, pauses };
  const isTold = namesFaultButton(event.message) || findFaultBehind(times, event) === null;
  return isTold ? "" : " (the fault button's doing)";
}

function countDone(
  event: RunEventOf<"scenario.completed" | "scenario.failed" | "scenario.cancelled">,
  { spec }: RunState,
): string {
  const items = spec.scenarios.find(({ id }) => id === event.scenarioId)?.items ?? event.totals.itemsDone;
  return countOf(event.totals.itemsDone, items, spec.unit);
}

function describePause({ reason, percent, step }: RunEventOf<"scenario.paused">): string {
  if (reason === "user-halt") return "paused";
  if (reason === "retry") return "waits for the presenter: try the failed batch again, or skip it";
  if (reason === "recovery") return "stands still until its runner is back";
  return percent === null ? `waits at the end of step ${step}` : `waits at ${formatPercent(percent)}`;
}

/** The last to arrive holds nobody up and is held up by nobody but, perhaps, the presenter. */
function isHeldAt(event: RunEventOf<"milestone.reached">, state: RunState): boolean {
  const gate = planMilestones(state.spec).find(({ percent }) => percent === event.percent);
  if (gate === undefined || !holdsAtGates(state.spec) || gate.index < state.releasedGates) return false;
  return selectAwaited(state, gate).some((id) => id !== event.scenarioId);
}

/** A cap is above 0: where the amounts are kept from those who read, they are left out. */
function describeCap({ unit, spent, limit }: RunEventOf<"run.capped">, { spec }: RunState): string {
  const amount = (value: number): string => {
    if (unit === "money") return formatMoney(value, spec.prices?.currency ?? "");
    return `${Math.round(value)} ${unit === "tokens" ? "tokens" : "busy seconds"}`;
  };
  return `cap reached${limit > 0 ? `: ${amount(spent)} of ${amount(limit)}` : ""}; what is there stays`;
}
