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

/** Those that lists offer, sorted by id: a command that was typed and not saved is known, but offered nowhere. */
export function listOffered(skills: InstalledSkills): readonly InstalledSkill[] {
  return [...skills.values()]
    .filter(({ folder }) => folder?.isTyped !== true)
    .toSorted((one, other) => (one.manifest.id < other.manifest.id ? -1 : 1));
}

/** "text-classification, …": for a message about an unknown one. */
export function listKnownIds(skills: InstalledSkills): string {
  return listOffered(skills)
    .map(({ manifest }) => manifest.id)
    .join(", ");
}

/** By id. It changes while it is held: skills come, change and go with their folders. */
export type InstalledSkills = ReadonlyMap<string, InstalledSkill>;
