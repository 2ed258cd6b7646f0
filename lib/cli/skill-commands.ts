import { basename, join } from "node:path";
import { Option, type Command } from "commander";
import { toSkillDocument } from "../api/skill-documents.ts";
import { chooseSkillConfig } from "./choose-config.ts";
import { parsePath } from "./flag-values.ts";
import { resolveOperatorPath } from "../config.ts";
import { describeDefinitionProblem } from "../core/inputs/definition-problem.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { skillId } from "../skills/definition/names.ts";
import { copyTemplate, listTemplates } from "../skills/templates/templates.ts";
import { listOffered } from "../skills/sources/installed-skill.ts";
import { loadBundledSkills } from "../skills/sources/bundled-skills.ts";
import { openSkills } from "../skills/sources/open-skills.ts";
import { EXIT } from "./exit-codes.ts";
import type { SkillManifest } from "../skills/contract/contract.ts";
import { wrapText } from "./report/wrap-text.ts";
import { UsageError, type Terminal } from "./terminal.ts";
import { checkAllCommand, checkCommand, type CheckOptions } from "./skill-check.ts";

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
    .command("new")
    .description("create the folder of a skill from a template, ready to run")
    .argument("<name>", "name of the skill, such as spam-check; or the path of a new folder")
    .addOption(
      new Option("--template <name>", "the language to begin with")
        .choices(listTemplates().map(({ name }) => name))
        .default("python"),
    )
    .action((named: string, { template }: { template: string }) =>
      runAction(() => createSkill(terminal, named, template)),
    );
  skill
    .command("check")
    .description("try a skill at a few items: what passes, what fails, and why; exit code 1 if anything fails")
    .argument("[skill]", "skill id, or the path of its folder")
    .option("--all", "a preflight: try every installed skill that costs nothing, GO or NO GO", false)
    .option("--input <file>", "use rows from this file", parsePath)
    .option("--json", "print JSON", false)
    .option("--json-lines", "print JSON, a line per check as soon as it is done", false)
    .action((named: string | undefined, options: CheckOptions & { readonly all: boolean }) =>
      runAction(async () => {
        if (options.all && named === undefined) return await checkAllCommand(terminal, options);
        if (named === undefined || options.all) throw new UsageError("Name a skill, or give --all.");
        return await checkCommand(terminal, named, options);
      }),
    );
}

/** A name is a folder below that of the skills, which a running server follows. */
async function createSkill(terminal: Terminal, named: string, template: string): Promise<number> {
  const id = skillId.safeParse(basename(named));
  if (!id.success) throw new UsageError(`The name ${id.error.issues[0]?.message ?? "is no name of a skill"}.`);
  if ((await loadBundledSkills()).has(id.data))
    throw new UsageError(`A bundled skill is called ${id.data}. Choose another name.`);
  const isPath = named.includes("/");
  const folder = isPath ? resolveOperatorPath(named) : join(selectSkillsDir(chooseSkillConfig()), named);
  const copied = await copyTemplate(template, folder);
  if (!copied.ok) throw new UsageError(copied.error);
  terminal.print(`${folder}: ${copied.value.join(", ")}`);
  terminal.print(`Check it:  npm run --silent triptych -- skill check ${isPath ? folder : named}`);
  if (!isPath) terminal.print(`Run it:    npm run --silent triptych -- run ${named}`);
  return EXIT.done;
}

async function listSkills(terminal: Terminal, json: boolean): Promise<number> {
  const config = chooseSkillConfig();
  const folders = { skillsDir: selectSkillsDir(config), typedDir: selectTypedDir(config) };
  const sources = await openSkills({ ...folders, isWatching: false });
  const skills = listOffered(sources.skills);
  if (json) terminal.print(JSON.stringify({ items: skills.map(({ manifest }) => toSkillDocument(manifest)) }, null, 2));
  else for (const { manifest } of skills) terminal.print(layoutSkill(manifest, terminal.columns));
  for (const { folder, problems } of sources.problems())
    terminal.warn(`${folder} cannot be used: ${problems.map(describeDefinitionProblem).join("; ")}`);
  return EXIT.done;
}

const NAME_WIDTH = 24;
const WIDEST = 100;

/** Its id, and beside it what it does, wrapped within its column. */
function layoutSkill({ id, summary, title }: SkillManifest, columns: number): string {
  const lines = wrapText(summary || title, Math.min(columns, WIDEST) - NAME_WIDTH);
  return `${id.padEnd(NAME_WIDTH - 1)} ${lines.join(`\n${" ".repeat(NAME_WIDTH)}`)}`;
}
