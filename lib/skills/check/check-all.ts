import type { Check } from "../../core/ports/skill-checker.ts";
import { listOffered, type InstalledSkills } from "../sources/installed-skill.ts";
import type { Subject } from "./check.ts";
import { checkSkill } from "./check-skill.ts";
import { planCheck } from "./plan-check.ts";

export type SkillVerdict = { readonly skill: string } & (
  | { readonly status: "ready"; readonly warning: Check | null }
  | { readonly status: "failed"; readonly check: Check }
  | { readonly status: "untried"; readonly reason: "may-cost" | "no-rows" }
);

/** The preflight of all skills that lists offer: each that costs nothing and has rows is tried like one alone, one after the other. */
export async function* checkAll(
  skills: InstalledSkills,
  tools: Pick<Subject, "host" | "nowMs" | "readVariables">,
): AsyncGenerator<SkillVerdict> {
  for (const skill of listOffered(skills)) {
    const { id, needsRows } = skill.manifest;
    if (planCheck(skill).paidCalls > 0) yield { skill: id, status: "untried", reason: "may-cost" };
    else if (needsRows === true) yield { skill: id, status: "untried", reason: "no-rows" };
    else yield await checkOne(id, checkSkill({ skill, rows: null, ...tools }));
  }
}

async function checkOne(id: string, checks: AsyncIterable<Check>): Promise<SkillVerdict> {
  let warning: Check | null = null;
  for await (const check of checks) {
    if (check.status !== "fail") continue;
    // a skill that measures time never repeats its results, and can be shown
    if (check.id !== "determinism") return { skill: id, status: "failed", check };
    warning = check;
  }
  return { skill: id, status: "ready", warning };
}
