import type { Refusal, RunCommand } from "../run/commands.ts";
import type { DecisionView, Step } from "./decision.ts";
import { isLastingFault } from "../run/faults.ts";
import type { ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { labelScenario } from "../words/names.ts";

/** The fault button on one scenario, or why it does nothing. */
export function decideFault(
  view: DecisionView,
  scenario: ScenarioState,
  { fault, actor }: Pick<RunCommand, "fault" | "actor">,
): Step[] | Refusal {
  const name = labelScenario(view.state.spec, scenario.id);
  if (scenario.status === "pending") return { code: "not-started", message: `${name} has not started yet.` };
  const scenarioId = scenario.id;
  const lasting = scenario.fault;
  if (fault === null && lasting === null)
    return { code: "not-faulted", message: `No fault is at work in ${name}: there is none to end.` };
  if (fault === lasting)
    return { code: "already-faulted", message: `That fault is at work in ${name} already; end it first.` };
  const replaces = lasting !== null && (fault === null || isLastingFault(fault));
  return [
    ...(replaces ? [record({ type: "fault.ended", scenarioId, fault: lasting }, actor)] : []),
    ...(fault === null ? [] : [record({ type: "fault.injected", scenarioId, fault }, actor)]),
    { type: "disturb", scenarioId, fault },
  ];
}
