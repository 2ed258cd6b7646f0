import type { Refusal, RunCommand } from "../run/commands.ts";
import { decideAdvance } from "./advance.ts";
import { decideFault } from "./fault.ts";
import { decideRetry, decideSkip, refuseLateRetry } from "./retry.ts";
import type { DecisionView, Step } from "./decision.ts";
import { haveAllEnded } from "../run/run-status.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { endScenarioStep, record } from "./steps.ts";
import { isEnded } from "../run/statuses.ts";
import { labelScenario } from "../words/names.ts";
import { refusals } from "../words/refusals.ts";

/**
 * The effect of a command: command.accepted with its steps, or command.refused. Empty when the command was already
 * answered, so that a click delivered twice takes effect once.
 */
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

/** Why a command is refused once all scenarios have ended; null when a runner has to carry it out. */
export function refuseAfterEnd(state: RunState, command: Pick<RunCommand, "type" | "scenarioId">): Refusal | null {
  if (command.type === "retry") return refuseLateRetry(state, command);
  return refusals.runEnded(command.type);
}

function refuse(command: RunCommand, refusal: Refusal): Step[] {
  return [record({ type: "command.refused", ...toCommandFact(command), ...refusal }, command.actor)];
}

function toCommandFact({ id, type, scenarioId, percent }: RunCommand) {
  return { commandId: id, command: type, scenarioId, percent };
}

/** The steps, or why there are none. */
type Verdict = Step[] | Refusal;

/** Applies the command to every targeted scenario that accepts it; refused only when none does. */
function decideForScenarios(view: DecisionView, command: RunCommand): Verdict {
  const { scenarios } = view.state;
  const targets = scenarios.filter(({ id }) => command.scenarioId === null || command.scenarioId === id);
  if (targets.length === 0) return refusals.unknownScenario(scenarios.map(({ id }) => id));
  const verdicts = targets.map((scenario) => decideForOne(view, scenario, command));
  const refused = verdicts.filter(isRefusal);
  const refusal = refused.find(({ code }) => code !== "already-ended") ?? refused[0];
  if (refusal !== undefined && refused.length === verdicts.length) return refusal;
  return verdicts.flatMap((verdict) => (isRefusal(verdict) ? [] : verdict));
}

function isRefusal(verdict: Verdict): verdict is Refusal {
  return "code" in verdict;
}

function decideForOne(view: DecisionView, scenario: ScenarioState, command: RunCommand): Verdict {
  const name = labelScenario(view.state.spec, scenario.id);
  if (command.type === "retry") return decideRetry(view, scenario, command.actor);
  if (isEnded(scenario)) return refusals.scenarioEnded(name);
  if (command.type === "cancel") return [endScenarioStep(scenario.id, { status: "cancelled" }, command.actor)];
  if (command.type === "skip") return decideSkip(view, scenario, command.actor);
  if (command.type === "fault") return decideFault(view, scenario, command);
  return decidePause(view, scenario, command);
}

/** Pause or resume. */
function decidePause(view: DecisionView, scenario: ScenarioState, command: RunCommand): Verdict {
  const name = labelScenario(view.state.spec, scenario.id);
  if (scenario.status === "pending") return refusals.scenarioNotStarted(name);
  const isPaused = scenario.pausing || scenario.pauseReason === "user-halt";
  if (command.type === "resume") {
    if (scenario.pauseReason === "retry") return refusals.waitsForRetry(name);
    if (!isPaused) return refusals.notPaused(name);
    return [record({ type: "scenario.resumed", scenarioId: scenario.id }, command.actor)];
  }
  if (isPaused) return refusals.alreadyPaused(name);
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
