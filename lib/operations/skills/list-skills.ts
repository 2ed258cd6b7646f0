import { ok } from "../../core/kit/result.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";

/** The installed skills, by id. */
export function listSkills(ctx: OperationContext): OperationResult<readonly SkillManifest[]> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  return ok(
    [...ctx.skills.values()].map(({ manifest }) => manifest).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  );
}
