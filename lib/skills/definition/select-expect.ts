import type { JsonObject } from "../../core/kit/json.ts";
import type { SkillDefinition } from "./definition.ts";
import { scoresItself } from "./kind-defaults.ts";
import { Expect, EXPECT_OPTION } from "./expect.ts";

/** What results are compared with, by the definition or else by the option; null: with nothing. */
export function selectExpect(definition: SkillDefinition, options: JsonObject): Expect | null {
  const { item, expect } = definition;
  if (scoresItself(definition)) return null;
  const chosen = options[EXPECT_OPTION];
  if (item.columns !== undefined || typeof chosen !== "string") return expect ?? null;
  return chosen === "" ? null : Expect.parse({ ...expect, column: chosen });
}
