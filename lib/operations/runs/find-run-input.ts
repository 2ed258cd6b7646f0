import { ok } from "../../core/kit/result.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { RunInput } from "../../core/run/spec.ts";
import type { SkillInput, SkillManifest } from "../../skills/contract/contract.ts";
import type { OperationContext } from "../context.ts";
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
  if (inputId === null) return skill.needsRows === true ? refuse("invalid-input", `inputId: ${NEEDS_ROWS}`) : ok(null);
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
  const column = selectTruthColumn(taken.value, options);
  if (column !== null && taken.value.anyColumns === true) {
    const names = await listColumns(ctx, inputId);
    if (!names.includes(column)) return refuse("invalid-input", describeNoColumn(name, column, names));
  }
  const unlabelled = column === null ? null : await ctx.inputs.countNulls(inputId, column);
  const labels = unlabelled === null || column === null ? null : toLabels(skill, rows - unlabelled, column);
  return ok({ inputId, name, rows, ...(labels === null ? {} : { labels }) });
}

/** The column that says what is true: the one that the options name, or else the skill's own; null: none. */
function selectTruthColumn({ truth }: SkillInput, options: JsonObject): string | null {
  const chosen = truth?.option === undefined ? undefined : options[truth.option];
  const column = typeof chosen === "string" ? chosen : truth?.column;
  return column === undefined || column === "" ? null : column;
}

/** Enough to see every column: only rows of JSON leave some out. */
const COLUMN_ROWS = 100;

async function listColumns(ctx: OperationContext, inputId: string): Promise<readonly string[]> {
  const rows = (await ctx.inputs.readRows(inputId, COLUMN_ROWS)) ?? [];
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function describeNoColumn(file: string, column: string, names: readonly string[]): string {
  return `options: expect: ${file} has no column ${column}; it has ${names.join(", ")}`;
}
