import { ok } from "../../core/kit/result.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { listOffered } from "../../skills/sources/installed-skill.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";

/** The skills that are offered, by id. */
export function listSkills(ctx: OperationContext): OperationResult<readonly SkillManifest[]> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  return ok(listOffered(ctx.skills).map(({ manifest }) => manifest));
}
