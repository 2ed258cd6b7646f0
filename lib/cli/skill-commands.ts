import type { Command } from "commander";
import { toSkillDocument } from "../api/skill-documents.ts";
import { chooseSkillConfig } from "./choose-config.ts";
import { describeDefinitionProblem } from "../core/inputs/definition-problem.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { openSkills } from "../skills/sources/open-skills.ts";
import { EXIT } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";
import { checkCommand, type CheckOptions } from "./skill-check.ts";

type RunAction = (work: () => Promise<number>) => Promise<void>;

/** `triptych skills` and `triptych skill …`: they work without server and database. */
export function addSkillCommands(program: Command, terminal: Terminal, runAction: RunAction): void {
  program
    .command("skills")
    .description("list the skills; with --json also their sizes, metrics, options and input columns")
    .option("--json", "print JSON", false)
    .action(({ json }: { json: boolean }) => runAction(() => listSkills(terminal, json)));
  const skill = program.command("skill").description("list, create and check skills of your own");
  skill
    .command("list")
    .description("the same as skills")
    .option("--json", "print JSON", false)
    .action(({ json }: { json: boolean }) => runAction(() => listSkills(terminal, json)));
  skill
    .command("check")
    .description("try a skill at 10 items: what passes, what fails, and what to do; exit code 1 if anything fails")
    .argument("<skill>", "skill id, or the path of its folder")
    .option("--input <file>", "use rows from this file")
    .option("--json", "print JSON", false)
    .action((named: string, options: CheckOptions) => runAction(() => checkCommand(terminal, named, options)));
}

async function listSkills(terminal: Terminal, json: boolean): Promise<number> {
  const config = chooseSkillConfig();
  const folders = { skillsDir: selectSkillsDir(config), typedDir: selectTypedDir(config) };
  const sources = await openSkills({ ...folders, isWatching: false });
  const skills = [...sources.skills.values()].filter(({ folder }) => folder?.isTyped !== true);
  if (json) terminal.print(JSON.stringify({ items: skills.map(({ manifest }) => toSkillDocument(manifest)) }, null, 2));
  else
    for (const { manifest } of skills) terminal.print(`${manifest.id.padEnd(24)}${manifest.summary || manifest.title}`);
  for (const { folder, problems } of sources.problems())
    terminal.warn(`${folder} cannot be used: ${problems.map(describeDefinitionProblem).join("; ")}`);
  return EXIT.done;
}
