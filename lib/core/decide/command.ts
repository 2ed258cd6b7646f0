import type { Refusal, RunCommand } from "../run/commands.ts";
import { decideAdvance } from "./advance.ts";
import { decideFault } from "./fault.ts";
import { decideRetry, decideSkip, refuseLateRetry, unknownScenario } from "./retry.ts";
import type { DecisionView, Step } from "./decision.ts";
import { haveAllEnded } from "../run/run-status.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { endScenarioStep, record } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";
import { labelScenario } from "../words/names.ts";

/** What a command does: one command.accepted and its steps, or one command.refused; nothing when it was answered before. */
export function decideCommand(view: DecisionView, command: RunCommand): Step[] {
  const { state } = view;
  if (state.commands.some(({ commandId }) => commandId === command.id)) return [];
  if (haveAllEnded(state)) {
    const refusal = refuseAfterEnd(state, command);
    if (refusal !== null) return refuse(command, refusal);
  }
  const verdict = command.type === "advance" ? decideAdvance(view, command) : decideForScenarios(view, command);
  return isRefusal(verdict)
    ? refuse(command, verdict)
    : [
        record({ type: "command.accepted", ...toCommandFact(command) }, command.actor),
        ...(state.finishedAt === null ? [] : [record({ type: "run.reopened" }, command.actor)]),
        ...verdict,
      ];
}

/** Why a command to a run in which everybody has ended is refused; null when a runner has to carry it out. */
export function refuseAfterEnd(state: RunState, command: Pick<RunCommand, "type" | "scenarioId">): Refusal | null {
  if (command.type === "retry") return refuseLateRetry(state, command);
  return { code: "already-ended", message: `The run has ended: there is nothing left to ${DEEDS[command.type]}.` };
}

const DEEDS = {
  advance: "advance",
  pause: "pause",
  resume: "resume",
  cancel: "cancel",
  retry: "try again",
  skip: "skip",
  fault: "disturb",
} as const;

function refuse(command: RunCommand, refusal: Refusal): Step[] {
  return [record({ type: "command.refused", ...toCommandFact(command), ...refusal }, command.actor)];
}

function toCommandFact({ id, type, scenarioId, percent }: RunCommand) {
  return { commandId: id, command: type, scenarioId, percent };
}

/** The steps for one scenario, or why not. */
type Verdict = Step[] | Refusal;

/** Of all scenarios those that can, refused only when none can. */
function decideForScenarios(view: DecisionView, command: RunCommand): Verdict {
  const { scenarios } = view.state;
  const targets = scenarios.filter(({ id }) => command.scenarioId === null || command.scenarioId === id);
  if (targets.length === 0) return unknownScenario(view.state);
  const verdicts = targets.map((scenario) => decideForOne(view, scenario, command));
  const refusals = verdicts.filter(isRefusal);
  const refusal = refusals.find(({ code }) => code !== "already-ended") ?? refusals[0];
  if (refusal !== undefined && refusals.length === verdicts.length) return refusal;
  return verdicts.flatMap((verdict) => (isRefusal(verdict) ? [] : verdict));
}

function isRefusal(verdict: Verdict): verdict is Refusal {
  return "code" in verdict;
}

function decideForOne(view: DecisionView, scenario: ScenarioState, command: RunCommand): Verdict {
  const name = labelScenario(view.state.spec, scenario.id);
  if (command.type === "retry") return decideRetry(view, scenario, command.actor);
  if (isEnded(scenario)) return { code: "already-ended", message: `${name} has ended already.` };
  if (command.type === "cancel") return [endScenarioStep(scenario.id, { status: "cancelled" }, command.actor)];
  if (command.type === "skip") return decideSkip(view, scenario, command.actor);
  if (command.type === "fault") return decideFault(view, scenario, command);
  return decideHalt(view, scenario, command);
}

/** Pause or resume. */
function decideHalt(view: DecisionView, scenario: ScenarioState, command: RunCommand): Verdict {
  const name = labelScenario(view.state.spec, scenario.id);
  if (scenario.status === "pending") return { code: "not-started", message: `${name} has not started yet.` };
  const isHalted = scenario.pausing || scenario.pauseReason === "user-halt";
  if (command.type === "resume") {
    if (scenario.pauseReason === "retry")
      return { code: "not-paused", message: `${name} waits for you after a failure: try it again or skip it.` };
    if (!isHalted) return { code: "not-paused", message: `${name} is not paused.` };
    return [record({ type: "scenario.resumed", scenarioId: scenario.id }, command.actor)];
  }
  if (isHalted) return { code: "already-paused", message: `${name} is paused already.` };
  const inFlight = view.work.get(scenario.id)?.inFlight ?? [];
  if (scenario.status === "running" && inFlight.length > 0) {
    return [record({ type: "scenario.pausing", scenarioId: scenario.id }, command.actor)];
  }
  return [
    record(
      { type: "scenario.paused", scenarioId: scenario.id, reason: "user-halt", percent: null, step: null },
      command.actor,
    ),
  ];
}
