import { join } from "node:path";
import type { Config } from "../../config.ts";

type Folders = Pick<Config, "dataDir" | "skillsDir">;

/** The operator's folder of skills, a folder per skill. */
export function selectSkillsDir({ dataDir, skillsDir }: Folders): string {
  return skillsDir ?? join(dataDir, "skills");
}

/** Skills that were typed on a command line: kept, so that their runs can continue after a crash. */
export function selectTypedDir({ dataDir }: Folders): string {
  return join(dataDir, "typed-skills");
}
