import type { Actor } from "../run/actor.ts";
import type { ScenarioEnding, Step, UnstampedFact } from "./decision.ts";

/** A fact to be recorded at once, by the runner unless somebody else caused it. */
export function record(fact: UnstampedFact, actor: Actor | null = null): Step {
  return { type: "record", fact, actor, afterDurable: false };
}

/** A fact that may only be stored after everything before it. */
export function recordDurably(fact: UnstampedFact, actor: Actor | null): Step {
  return { type: "record", fact, actor, afterDurable: true };
}

export function endScenarioStep(scenarioId: string, ending: ScenarioEnding, actor: Actor | null = null): Step {
  return { type: "end-scenario", scenarioId, ending, actor };
}
