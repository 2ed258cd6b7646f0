import { findNearestName } from "../../nearest-name.ts";
import { listOffered, type InstalledSkills } from "./installed-skill.ts";

/** "no skill film-genre. Did you mean film-genres? Known skills: …": the names that somebody gave, not those of typed commands. */
export function describeUnknownSkill(id: string, skills: InstalledSkills): string {
  const known = listOffered(skills).map(({ manifest }) => manifest.id);
  const nearest = findNearestName(id, known);
  const guess = nearest === null ? "" : ` Did you mean ${nearest}?`;
  return `no skill ${id}.${guess} Known skills: ${known.join(", ")}.`;
}
