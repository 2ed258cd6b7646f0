import type { Refusal, RunCommand } from "../run/commands.ts";
import type { DecisionView, Step } from "./decision.ts";
import { isLastingFault } from "../run/faults.ts";
import type { ScenarioState } from "../run/state.ts";
import { record } from "./steps.ts";
import { labelScenario } from "../words/names.ts";
import { refusals } from "../words/refusals.ts";

/** Injects a fault into one scenario or ends the active one; or why not. */
export function decideFault(
  view: DecisionView,
  scenario: ScenarioState,
  { fault, actor }: Pick<RunCommand, "fault" | "actor">,
): Step[] | Refusal {
  const name = labelScenario(view.state.spec, scenario.id);
  if (scenario.status === "pending") return refusals.scenarioNotStarted(name);
  const scenarioId = scenario.id;
  const active = scenario.fault;
  if (fault === null && active === null) return refusals.noFault(name);
  if (fault === active) return refusals.sameFault(name);
  const replaces = active !== null && (fault === null || isLastingFault(fault));
  return [
    ...(replaces ? [record({ type: "fault.ended", scenarioId, fault: active }, actor)] : []),
    ...(fault === null ? [] : [record({ type: "fault.injected", scenarioId, fault }, actor)]),
    { type: "disturb", scenarioId, fault },
  ];
}
