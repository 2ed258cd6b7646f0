import type { Skill } from "./contract.ts";
import { dataTransformation } from "./data-transformation/skill.ts";
import { performanceTesting } from "./performance-testing/skill.ts";
import { securityScanning } from "./security-scanning/skill.ts";
import { textClassification } from "./text-classification/skill.ts";

export type SkillRegistry = ReadonlyMap<string, Skill>;

/** Every bundled skill, one line each. */
const bundled: readonly Skill[] = [textClassification, securityScanning, performanceTesting, dataTransformation];

export const skillRegistry: SkillRegistry = new Map(bundled.map((skill) => [skill.manifest.id, skill]));
