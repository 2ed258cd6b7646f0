import type { SkillManifest } from "../contract/contract.ts";
import type { SkillDefinition } from "../definition/definition.ts";

/** A skill of this machine: what it is, and how it is started. */
export type InstalledSkill = {
  readonly manifest: SkillManifest;
  /** absent for a bundled skill */
  readonly folder?: SkillFolder;
};

export type SkillFolder = {
  /** absolute */
  readonly path: string;
  readonly definition: SkillDefinition;
  /** typed on a command line and not saved: no demo offers it */
  readonly isTyped: boolean;
};

/** By id. It changes while it is held: skills come, change and go with their folders. */
export type InstalledSkills = ReadonlyMap<string, InstalledSkill>;
