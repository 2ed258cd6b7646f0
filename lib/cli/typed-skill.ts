import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { z } from "zod";
import { splitCommand } from "../skills/definition/split-command.ts";
import { listPlaceholders } from "../skills/adapters/template.ts";
import type { SkillDefinition } from "../skills/definition/definition.ts";
import type { MATCHES } from "../skills/definition/expect.ts";
import { skillId } from "../skills/definition/names.ts";
import { describeDefinitionProblem, type DefinitionProblem } from "../core/inputs/definition-problem.ts";
import { renderDefinition, toDefinitionFile, writeFolder } from "../skills/sources/write-folder.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError } from "./terminal.ts";

/** The flags of `run` that define a skill. */
export type TypedSkill = {
  readonly command: string;
  readonly lines: boolean;
  readonly expect?: string;
  readonly match?: (typeof MATCHES)[number];
  readonly tolerance?: number;
  readonly env: readonly string[];
  readonly secret: readonly string[];
  /** keeps it under this name */
  readonly save?: string;
};

type Definition = z.input<typeof SkillDefinition>;

const MAX_TITLE = 60;

/**
 * Keeps a typed command as a folder, so that the server's runner finds it, too: under its name in the operator's folder, or else
 * under a checksum. `rows`: path of the file of rows, which a saved skill gets a copy of. Returns the skill's id. Throws UsageError.
 */
export async function keepTypedSkill(
  session: OperatorSession,
  typed: TypedSkill,
  { rows, cwd }: { readonly rows: string; readonly cwd: string },
): Promise<string> {
  const argv = splitCommand(typed.command);
  if (!argv.ok) throw new UsageError(`--command: ${argv.error}`);
  const definition = toDefinition(typed, argv.value, cwd);
  const id =
    typed.save === undefined
      ? await keepUnnamed(session, definition)
      : await saveNamed(session, typed.save, definition, rows);
  await session.skillSources.refresh();
  const found = session.skillSources.problems().find(({ folder }) => basename(folder) === id);
  if (found !== undefined) refuse(found.problems);
  return id;
}

/** The same command always has the same id, so that repeated tries are runs of one skill. */
async function keepUnnamed({ skillSources }: OperatorSession, definition: Definition): Promise<string> {
  const checksum = createHash("sha256").update(renderDefinition(definition)).digest("hex").slice(0, 8);
  const id = `command-${checksum}`;
  const { typedDir } = skillSources;
  if (existsSync(join(typedDir, id))) return id;
  const written = await writeFolder(typedDir, id, [toDefinitionFile(definition)]);
  return written.ok ? id : refuse(written.error);
}

async function saveNamed(
  { skillSources: { skills, skillsDir } }: OperatorSession,
  name: string,
  definition: Definition,
  rows: string,
): Promise<string> {
  const id = skillId.safeParse(name);
  if (!id.success) throw new UsageError(`--save: the name ${id.error.issues[0]?.message}.`);
  const folder = join(skillsDir, id.data);
  const isWritten = existsSync(folder);
  if (isWritten || skills.has(id.data)) {
    const remedy = isWritten ? `, or delete ${folder}` : "";
    throw new UsageError(`--save: there is a skill ${id.data} already. Choose another name${remedy}.`);
  }
  const file = { name: basename(rows), content: await readFile(rows) };
  const named = { ...definition, title: id.data, item: { data: file.name } };
  const written = await writeFolder(skillsDir, id.data, [toDefinitionFile(named), file]);
  return written.ok ? id.data : refuse(written.error);
}

/** By the first part of a key of skill.yaml. */
const FLAGS: { readonly [key: string]: string } = {
  invoke: "--command",
  options: "--command",
  item: "--input",
  expect: "--expect",
  env: "--env",
  secrets: "--secret",
};

/** Names flags: whoever has typed them never sees the lines of the file. Throws UsageError. */
function refuse(problems: readonly DefinitionProblem[]): never {
  const sentences = problems.map(({ key, message }) => {
    const flag = FLAGS[key?.split(".")[0] ?? ""];
    return flag === undefined ? describeDefinitionProblem({ line: null, key, message }) : `${flag}: ${message}`;
  });
  throw new UsageError(sentences.join("; "));
}

/** The room sees it, so it has neither paths nor placeholders: the script that an interpreter runs, else the program. */
function nameProgram([program = "", ...given]: readonly string[]): string {
  const names = given.filter((each) => !each.includes("://")).map((each) => basename(each));
  const script = names.find((name) => /^\w[\w.-]*\.[A-Za-z]\w*$/.test(name));
  return program.startsWith(".") ? basename(program) : (script ?? basename(program));
}

function toDefinition(typed: TypedSkill, argv: readonly string[], cwd: string): Definition {
  const { command, lines, expect, match, tolerance, env, secret } = typed;
  const options = listPlaceholders(command).flatMap((name) => /^options\.(\w+)$/.exec(name)?.slice(1) ?? []);
  return {
    title: nameProgram(argv).slice(0, MAX_TITLE),
    invoke: { kind: "command", command, speaks: lines ? "lines" : "item", folder: resolve(cwd) },
    ...(expect === undefined ? {} : { expect: withoutUndefined({ column: expect, match, tolerance }) }),
    ...(options.length === 0
      ? {}
      : { options: Object.fromEntries(options.map((name) => [name, { type: "string" as const, default: "" }])) }),
    ...(env.length === 0 ? {} : { env: [...env] }),
    ...(secret.length === 0 ? {} : { secrets: [...secret] }),
  };
}

type GivenExpect = NonNullable<Definition["expect"]>;

function withoutUndefined(given: { [Name in keyof GivenExpect]: GivenExpect[Name] | undefined }): GivenExpect {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as GivenExpect;
}
