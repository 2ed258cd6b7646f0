import type { Refusal, RunCommand } from "./commands.ts";
import { decideAdvance } from "./decide-advance.ts";
import type { DecisionView, Step } from "./decision.ts";
import type { RunState, ScenarioState } from "./state.ts";
import { endScenarioStep, record } from "./steps.ts";
import { isEnded } from "./transitions.ts";
import { joinNames, labelOf } from "./words.ts";

/** What a command does: one command.accepted and its steps, or one command.refused; nothing when it was answered before. */
export function decideCommand(view: DecisionView, command: RunCommand): Step[] {
  const { state } = view;
  if (state.commands.some(({ commandId }) => commandId === command.id)) return [];
  if (state.finishedAt !== null || state.scenarios.every(isEnded))
    return refuse(command, judgeEndedRun(state, command));
  const verdict = command.type === "advance" ? decideAdvance(view, command) : decideForScenarios(view, command);
  return isRefusal(verdict)
    ? refuse(command, verdict)
    : [record({ type: "command.accepted", ...toCommandFact(command) }, command.actor), ...verdict];
}

/** Why a command to a run that has ended is refused. */
export function judgeEndedRun(_state: RunState, command: RunCommand): Refusal {
  return { code: "already-ended", message: `The run has ended: there is nothing left to ${command.type}.` };
}

function refuse(command: RunCommand, refusal: Refusal): Step[] {
  return [record({ type: "command.refused", ...toCommandFact(command), ...refusal }, command.actor)];
}

function toCommandFact({ id, type, scenarioId, percent }: RunCommand) {
  return { commandId: id, command: type, scenarioId, percent };
}

/** The steps for one scenario, or why not. */
type Verdict = Step[] | Refusal;

/** Pause, resume or cancel: of all scenarios those that can, refused only when none can. */
function decideForScenarios(view: DecisionView, command: RunCommand): Verdict {
  const { scenarios, spec } = view.state;
  const targets = scenarios.filter(({ id }) => command.scenarioId === null || command.scenarioId === id);
  if (targets.length === 0) {
    const known = joinNames(spec.scenarios.map(({ id }) => id));
    return { code: "unknown-scenario", message: `This run has no scenario of that name; it has ${known}.` };
  }
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
  const name = labelOf(view.state.spec, scenario.id);
  if (isEnded(scenario)) return { code: "already-ended", message: `${name} has ended already.` };
  if (command.type === "cancel") return [endScenarioStep(scenario.id, { status: "cancelled" }, command.actor)];
  if (scenario.status === "pending") return { code: "not-started", message: `${name} has not started yet.` };
  const isHalted = scenario.pausing || scenario.pauseReason === "user-halt";
  if (command.type === "resume") {
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
