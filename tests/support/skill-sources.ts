import type { InstalledSkills } from "../../lib/skills/sources/installed-skill.ts";
import type { SkillSources } from "../../lib/skills/sources/open-skills.ts";

/** Sources of nothing but the given skills, for sessions without a data folder. */
export function fixedSources(skills: InstalledSkills): SkillSources {
  const nothing = async () => undefined;
  return { skillsDir: "/nowhere", typedDir: "/nowhere", skills, problems: () => [], refresh: nothing, close: nothing };
}
