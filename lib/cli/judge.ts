import { createReadStream } from "node:fs";
import { Option, type Command } from "commander";
import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { runInWorker } from "../run-in-worker.ts";
import type { Report } from "../view/report/report.ts";
import { buildJudgementSchema } from "./published-schemas.ts";
import { layoutReport } from "./report/layout.ts";
import { UsageError, type Terminal } from "./terminal.ts";

type JudgeOptions = { readonly schema: boolean; readonly json: boolean; readonly text: boolean };

/** `triptych judge`: works without server and database. */
export function addJudgeCommand(
  program: Command,
  terminal: Terminal,
  runAction: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("judge")
    .description(
      "judge figures measured with any tool; prints text on a terminal, otherwise JSON; exit code 0 judged, 2 invalid input",
    )
    .argument(
      "[file]",
      'JSON {"scenarios":[{"id","items","elapsedMs","quality","points"}]} or CSV; - for standard input',
    )
    .addOption(new Option("--json", "print one JSON document, on a terminal too").default(false).conflicts("text"))
    .option("--text", "print text, into a pipe or file too", false)
    .option("--schema", "print the JSON schema of the judgement instead", false)
    .action((file: string | undefined, options: JudgeOptions) =>
      runAction(() => judgeCommand(terminal, file, options)),
    );
}

async function judgeCommand(terminal: Terminal, file: string | undefined, options: JudgeOptions): Promise<number> {
  if (options.schema) {
    terminal.print(JSON.stringify(buildJudgementSchema(), null, 2));
    return 0;
  }
  if (file === undefined) throw new UsageError("Give a file of figures, or - for standard input.");
  const { judgement, report } = await judgeBytes(await readBytes(file));
  // scripts that read the document from a pipe need no flag
  if (options.json || !(options.text || terminal.isInteractive)) terminal.print(judgement);
  else terminal.printLines(layoutReport(report, terminal.columns));
  return 0;
}

type Judged = { readonly judgement: string; readonly report: Report };

/** What the worker posts: the judgement as JSON and as a report, or why the figures cannot be judged. */
export type JudgeMessage = Judged | { readonly problem: string };

/** Judges in a thread of its own, so that a large file does not block the event loop, and Ctrl-C ends it at once. */
async function judgeBytes(bytes: Uint8Array): Promise<Judged> {
  const message = await runInWorker<JudgeMessage>(new URL("./judge-worker.ts", import.meta.url), bytes);
  if ("problem" in message) throw new UsageError(message.problem);
  return message;
}

/** Reads at most the limit, since standard input has no size that could be checked before. */
async function readBytes(file: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MAX_INPUT_BYTES) break;
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const reasons: { readonly [code: string]: string } = {
      ENOENT: "no such file",
      EISDIR: "it is a folder",
      EACCES: "permission denied",
    };
    throw new UsageError(`${file} cannot be read: ${reasons[code] ?? code}.`);
  }
  if (size > MAX_INPUT_BYTES)
    throw new UsageError(
      `The figures have more than ${MAX_INPUT_BYTES / 1_048_576} MB. Remove some points: every tenth is enough.`,
    );
  return Buffer.concat(chunks);
}
