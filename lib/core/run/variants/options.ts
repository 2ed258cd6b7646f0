import type { JsonObject } from "../../kit/json.ts";
import type { RunSpec, ScenarioSpec } from "../spec.ts";

/** The skill's options for a scenario: those of the run, overridden by its own. */
export function optionsOf(spec: Pick<RunSpec, "options">, { options }: Pick<ScenarioSpec, "options">): JsonObject {
  return options === undefined ? spec.options : { ...spec.options, ...options };
}

/** A14. Whether the scenarios are variants of one size that differ in options, instead of sizes. */
export function isVariantsRun({
  scenarios,
}: {
  readonly scenarios: readonly Pick<ScenarioSpec, "options">[];
}): boolean {
  return scenarios.some(({ options }) => options !== undefined);
}
