import type { JsonObject } from "../../core/kit/json.ts";
import { findColumn, listColumns } from "../../input/raw-row.ts";
import type { SkillDefinition } from "./definition.ts";
import { scoresItself } from "./kind-defaults.ts";
import { EXPECT_OPTION, type Expect } from "./expect.ts";

const USUAL = { match: "auto", tolerance: 0 } as const;

/**
 * What results are compared with, by the definition or else by the option; null: with nothing. The column is named as it is written
 * in the rows.
 */
export function selectExpect(
  definition: SkillDefinition,
  options: JsonObject,
  rows: readonly JsonObject[],
): Expect | null {
  const { item, expect } = definition;
  if (scoresItself(definition)) return null;
  if (item.columns !== undefined) return expect ?? null;
  const chosen = options[EXPECT_OPTION];
  const column = typeof chosen === "string" ? chosen.trim() : (expect?.column ?? "");
  return column === "" ? null : { ...USUAL, ...expect, column: findColumn(listColumns(rows), column) ?? column };
}
