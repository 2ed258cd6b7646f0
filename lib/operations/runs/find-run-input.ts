import { ok } from "../../core/kit/result.ts";
import type { RunInput } from "../../core/run/spec.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import type { OperationContext } from "../context.ts";
import { UNKNOWN_INPUT } from "../inputs/get-input.ts";
import { refuse, type OperationResult } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";
import { requireInput, toLabels } from "../inputs/upload-input.ts";

/** The uploaded rows that a run refers to; null when it uses generated data. */
export async function findRunInput(
  ctx: OperationContext,
  inputId: string | null,
  skill: SkillManifest,
): Promise<OperationResult<RunInput | null>> {
  if (inputId === null) return ok(null);
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
  const { truth } = taken.value;
  const unlabelled = truth === undefined ? null : await ctx.inputs.countNulls(inputId, truth.column);
  const labels = unlabelled === null ? null : toLabels(skill, rows - unlabelled);
  return ok({ inputId, name, rows, ...(labels === null ? {} : { labels }) });
}
