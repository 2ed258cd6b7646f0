import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { judge } from "../core/judgement/judge.ts";
import { buildJudgementSchema } from "./published-schemas.ts";
import { readFigures } from "./read-figures.ts";
import { UsageError, type Terminal } from "./terminal.ts";

type JudgeOptions = { readonly schema: boolean; readonly json: boolean };

/** `triptych judge`: works without server and database. */
export function addJudgeCommand(
  program: Command,
  terminal: Terminal,
  carryOut: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("judge")
    .description(
      "judge figures measured with any tool, and print the judgement as JSON; exit code 0 judged, 2 invalid input",
    )
    .argument(
      "[file]",
      'JSON {"scenarios":[{"id","items","elapsedMs","quality","points"}]} or CSV; - for standard input',
    )
    .option("--json", "print JSON; the judgement is always JSON", false)
    .option("--schema", "print the JSON schema of the judgement instead", false)
    .action((file: string | undefined, options: JudgeOptions) => carryOut(() => judgeCommand(terminal, file, options)));
}

async function judgeCommand(terminal: Terminal, file: string | undefined, { schema }: JudgeOptions): Promise<number> {
  if (schema) {
    terminal.print(JSON.stringify(buildJudgementSchema(), null, 2));
    return 0;
  }
  if (file === undefined) throw new UsageError("Give a file of figures, or - for standard input.");
  terminal.print(JSON.stringify(judge(await readFigures(await readBytes(file))), null, 2));
  return 0;
}

async function readBytes(file: string): Promise<Uint8Array> {
  if (file === "-") return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const reasons: { readonly [code: string]: string } = {
      ENOENT: "no such file",
      EISDIR: "it is a folder",
      EACCES: "permission denied",
    };
    throw new UsageError(`${file} cannot be read: ${reasons[code] ?? code}.`);
  }
}
