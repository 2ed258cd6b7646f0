import type { Actor } from "../run/actor.ts";
import type { ScenarioEnding, Step, UnstampedFact } from "./decision.ts";

/** Records a fact at once. `actor`: who caused it; null: the runner. */
export function record(fact: UnstampedFact, actor: Actor | null = null): Step {
  return { type: "record", fact, actor, afterDurable: false };
}

/** Records a fact once everything before it is durable. */
export function recordDurably(fact: UnstampedFact, actor: Actor | null): Step {
  return { type: "record", fact, actor, afterDurable: true };
}

export function endScenarioStep(scenarioId: string, ending: ScenarioEnding, actor: Actor | null = null): Step {
  return { type: "end-scenario", scenarioId, ending, actor };
}
