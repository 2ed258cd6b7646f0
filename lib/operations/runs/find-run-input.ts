import { ok } from "../../core/kit/result.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { RunInput } from "../../core/run/spec.ts";
import type { SkillInput, SkillManifest } from "../../skills/contract/contract.ts";
import type { OperationContext } from "../context.ts";
import { describeNoColumn, findColumn, listColumns } from "../../input/raw-row.ts";
import { UNKNOWN_INPUT } from "../inputs/get-input.ts";
import { refuse, type OperationResult } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";
import { requireInput, toLabels } from "../inputs/upload-input.ts";

const NEEDS_ROWS = "this skill has no data of its own; upload a file of rows first";

/** The uploaded rows that a run refers to; null when it uses generated data. */
export async function findRunInput(
  ctx: OperationContext,
  inputId: string | null,
  skill: SkillManifest,
  options: JsonObject,
): Promise<OperationResult<RunInput | null>> {
  if (inputId === null) return findOwnProblem(skill, options) ?? ok(null);
  const taken = requireInput(skill);
  if (!taken.ok) return taken;
  const input = isRunId(inputId) ? await ctx.inputs.get(inputId) : null;
  if (input === null) return refuse("invalid-input", `inputId: ${UNKNOWN_INPUT}`);
  const { skillId, name, rows } = input;
  if (skillId !== skill.id)
    return refuse(
      "invalid-input",
      `inputId: ${name} was checked for ${skillId}; upload the file for ${skill.id} as well`,
    );
  const meant = selectTruthColumn(taken.value, options);
  const columns = meant === null ? [] : listColumns((await ctx.inputs.readRows(inputId, COLUMN_ROWS)) ?? []);
  // where columns are declared, a file without the expected one states nothing in it
  const column = meant === null || taken.value.anyColumns !== true ? meant : findColumn(columns, meant);
  if (meant !== null && column === null) return refuseColumn(name, columns, meant);
  const unlabelled = column === null ? null : await ctx.inputs.countNulls(inputId, column);
  const labels = unlabelled === null || column === null ? null : toLabels(skill, rows - unlabelled, column);
  return ok({ inputId, name, rows, ...(labels === null ? {} : { labels }) });
}

/** The column that says what is true: the one that the options name, or else the skill's own; null: none. */
function selectTruthColumn({ truth }: SkillInput, options: JsonObject): string | null {
  const chosen = truth?.option === undefined ? undefined : options[truth.option];
  const column = typeof chosen === "string" ? chosen : truth?.column;
  return column === undefined || column.trim() === "" ? null : column;
}

const COLUMN_ROWS = 100;

/** What the skill's own rows lack; null: nothing. */
function findOwnProblem({ needsRows, ownRows, input }: SkillManifest, options: JsonObject) {
  if (needsRows === true) return refuse("invalid-input", `inputId: ${NEEDS_ROWS}`);
  const meant = input?.anyColumns === true ? selectTruthColumn(input, options) : null;
  if (meant === null || ownRows === undefined || findColumn(ownRows.columns, meant) !== null) return null;
  return refuseColumn("the skill's file of rows", ownRows.columns, meant);
}

function refuseColumn(file: string, columns: readonly string[], meant: string) {
  return refuse("invalid-input", `options: expect: ${file} ${describeNoColumn(columns, meant)}`);
}
