import type { Skill } from "./contract.ts";

export type SkillRegistry = ReadonlyMap<string, Skill>;

/** Every bundled skill, one line each. */
const bundled: readonly Skill[] = [];

export const skillRegistry: SkillRegistry = new Map(bundled.map((skill) => [skill.manifest.id, skill]));
