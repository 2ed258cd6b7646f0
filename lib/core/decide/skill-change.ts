import type { UnstampedFact } from "./decision.ts";
import type { RunState } from "../run/state.ts";

/**
 * skill.changed when a run that has begun goes on under another version of its skill than it began with; told once for
 * each pair of versions, since outcomes may differ from then on.
 */
export function factsForSkillChange(
  { spec, startedAt, skillChanged }: Pick<RunState, "spec" | "startedAt" | "skillChanged">,
  installedVersion: string | null,
): UnstampedFact[] {
  const known = skillChanged?.installedVersion ?? spec.skillVersion;
  if (
    startedAt === null ||
    installedVersion === null ||
    installedVersion === known ||
    installedVersion === spec.skillVersion
  )
    return [];
  return [{ type: "skill.changed", recordedVersion: spec.skillVersion, installedVersion }];
}
