import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { describeDefinitionProblem } from "../core/inputs/definition-problem.ts";
import type { InstalledSkills } from "../skills/sources/installed-skill.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { openSkills, type FolderProblem, type SkillSources } from "../skills/sources/open-skills.ts";

/** Follows the folders of skills, and logs what is wrong with them. */
export async function openSkillFolders(
  config: Pick<Config, "dataDir" | "skillsDir">,
  logger: Pick<Logger, "info" | "warn">,
  bundled?: InstalledSkills,
): Promise<SkillSources> {
  let reported = "";
  const onRead = (problems: readonly FolderProblem[]): void => {
    const lines = problems.flatMap(({ folder, problems: each }) =>
      each.map((problem) => `${folder}/skill.yaml: ${describeDefinitionProblem(problem)}`),
    );
    // a folder that is still wrong is not reported at each change of another one
    if (lines.join() === reported) return;
    reported = lines.join();
    for (const line of lines) logger.warn(line);
  };
  return await openSkills({
    skillsDir: selectSkillsDir(config),
    typedDir: selectTypedDir(config),
    isWatching: true,
    onRead,
    onTrouble: (message) => logger.warn(message),
    ...(bundled === undefined ? {} : { bundled }),
  });
}
