import type { Check } from "../../core/ports/skill-checker.ts";
import { ok } from "../../core/kit/result.ts";
import { planCheck } from "../../skills/check/plan-check.ts";
import { listKnownIds } from "../../skills/sources/installed-skill.ts";
import type { OperationContext } from "../context.ts";
import { notFound, refuse, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** Tries a skill at a few items before the show. An agent or a live model is called for it, which may cost. */
export async function checkSkill(ctx: OperationContext, skillId: string): Promise<OperationResult<readonly Check[]>> {
  const refusal = refuseUnlessPresenter(ctx, "check a skill");
  if (refusal) return refusal;
  const skill = ctx.skills.get(skillId);
  if (skill === undefined) return notFound(`No such skill; known skills: ${listKnownIds(ctx.skills)}.`);
  if (ctx.checker === undefined) return refuse("unavailable", "Skills cannot be checked in this process.");
  try {
    return ok(await ctx.checker.check(skillId, planCheck(skill).limitMs));
  } catch (error) {
    return refuse("unavailable", error instanceof Error ? error.message : String(error));
  }
}
