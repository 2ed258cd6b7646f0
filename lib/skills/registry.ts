import type { Skill } from "./contract/contract.ts";
import { dataTransformation } from "./bundled/data-transformation/skill.ts";
import { performanceTesting } from "./bundled/performance-testing/skill.ts";
import { securityScanning } from "./bundled/security-scanning/skill.ts";
import { textClassification } from "./bundled/text-classification/skill.ts";

/** The skills that a process can open itself. */
export type SkillRegistry = ReadonlyMap<string, Skill>;

/** The bundled skills. */
const bundled: readonly Skill[] = [textClassification, securityScanning, performanceTesting, dataTransformation];

export const skillRegistry: SkillRegistry = new Map(bundled.map((skill) => [skill.manifest.id, skill]));
