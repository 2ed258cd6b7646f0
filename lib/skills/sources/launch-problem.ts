import { access } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { JsonObject } from "../../core/kit/json.ts";
import { describeError } from "../../issue-words.ts";
import { findProgram } from "../adapters/command/find-program.ts";
import { fillText } from "../adapters/template.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import { splitCommand } from "../definition/split-command.ts";
import type { SkillFolder } from "./installed-skill.ts";

type Command = string | readonly string[];
type ReadVariables = (names: readonly string[]) => Record<string, string>;
type Place = {
  /** in which the command is started; absolute */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: JsonObject;
};

const INTERPRETER = /^(?:python|node|bash|sh|zsh|ruby|perl|php|lua|Rscript)[\d.]*$/;
/** After these an interpreter runs no file. */
const NO_FILE = ["-c", "-e", "-m", "-p", "--eval", "--print"];
const SCRIPT = /^[^-\s{}][^\s{}]*\.(?:py|[cm]?[jt]s|rb|pl|sh|php|lua|R)$/;

/** Why the commands of a skill cannot be started on this machine, as a sentence; null: they can. Nothing is started. */
export async function findLaunchProblem(
  { path, definition }: Pick<SkillFolder, "path" | "definition">,
  options: JsonObject,
  readVariables: ReadVariables,
): Promise<string | null> {
  const env = { ...readVariables(["PATH"]), ...definition.set };
  for (const { command, folder = path, hasScript } of listCommands(definition)) {
    const problem = await findCommandProblem(command, { folder, env, options }, hasScript);
    if (problem !== null) return problem;
  }
  return null;
}

/** The same of one command. `hasScript`: a script beside an interpreter lies in the folder already. */
export async function findCommandProblem(command: Command, place: Place, hasScript = true): Promise<string | null> {
  const argv = splitCommand(command);
  if (!argv.ok) return argv.error;
  const [program, ...args] = argv.value;
  try {
    await findProgram(fillText(program, { options: place.options }), place);
  } catch (error) {
    return describeError(error);
  }
  const script = hasScript && INTERPRETER.test(basename(program)) ? findScript(args) : null;
  if (script === null || (await exists(resolve(place.folder, script)))) return null;
  return `There is no file ${script} in ${place.folder}.`;
}

type Started = { readonly command: Command; readonly folder?: string | undefined; readonly hasScript: boolean };

function listCommands({ invoke }: SkillDefinition): readonly Started[] {
  switch (invoke.kind) {
    case "command":
      return [{ command: invoke.command, folder: invoke.folder, hasScript: true }];
    case "mcp":
      return "command" in invoke.server ? [{ command: invoke.server.command, hasScript: true }] : [];
    case "agent": {
      // a working folder of its own, with files that exist only then
      const commands = [invoke.command, invoke.check].filter((command) => command !== undefined);
      return commands.map((command) => ({ command, hasScript: false }));
    }
    default:
      return [];
  }
}

function findScript(args: readonly string[]): string | null {
  const at = args.findIndex((arg) => SCRIPT.test(arg));
  return args.slice(0, Math.max(at, 0)).some((arg) => NO_FILE.includes(arg)) ? null : (args[at] ?? null);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
