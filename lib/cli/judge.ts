import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Option, type Command } from "commander";
import { resolveOperatorPath } from "../config.ts";
import type { FigureSource, ReadFiguresOptions } from "../figures/measurement.ts";
import { MAX_INPUT_BYTES } from "../input/limits.ts";
import { runInWorker } from "../run-in-worker.ts";
import type { Report } from "../view/report/report.ts";
import { buildJudgementSchema } from "./published-schemas.ts";
import { layoutReport } from "./report/layout.ts";
import { UsageError, type Terminal } from "./terminal.ts";

type JudgeOptions = ReadFiguresOptions & { readonly schema: boolean; readonly json: boolean; readonly text: boolean };

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
      "[files...]",
      "export of hyperfine, google-benchmark, JMH or k6, or your own CSV or JSON; several files are several sizes; - for standard input",
    )
    .option("--series <name>", "the benchmark or command to judge, when the files hold several")
    .option("--unit <noun>", "what a size counts: threads, or thread,threads")
    .option("--size <column>", "the column of sizes, when a table does not show it")
    .option("--time <column>", "the column of times, when a table does not show it or has several")
    .option("--time-unit <unit>", "the unit of times that name none: ns, us, ms, s, min or h")
    .option("--decimal <sign>", "the decimal sign when the numbers do not show it: point or comma")
    .addOption(new Option("--json", "print one JSON document, on a terminal too").default(false).conflicts("text"))
    .option("--text", "print text, into a pipe or file too", false)
    .option("--schema", "print the JSON schema of the judgement instead", false)
    .action((files: readonly string[], options: JudgeOptions) =>
      runAction(() => judgeCommand(terminal, files, options)),
    );
}

async function judgeCommand(terminal: Terminal, paths: readonly string[], options: JudgeOptions): Promise<number> {
  if (options.schema) {
    terminal.print(JSON.stringify(buildJudgementSchema(), null, 2));
    return 0;
  }
  if (paths.length === 0) throw new UsageError("Give a file of figures, or - for standard input.");
  const { series, unit, size, time, timeUnit, decimal } = options;
  const { judgement, report, notes } = await judgeFiles({
    files: await readFiles(paths),
    options: { series, unit, size, time, timeUnit, decimal },
  });
  // scripts that read the document from a pipe need no flag
  if (options.json || !(options.text || terminal.isInteractive)) {
    for (const note of notes) terminal.warn(note);
    terminal.print(judgement);
  } else terminal.printLines(layoutReport(report, terminal.columns));
  return 0;
}

export type JudgeRequest = { readonly files: readonly FigureSource[]; readonly options: ReadFiguresOptions };

type Judged = { readonly judgement: string; readonly report: Report; readonly notes: readonly string[] };

/** What the worker posts: the judgement as JSON and as a report, and how the files were understood, or why the figures cannot be judged. */
export type JudgeMessage = Judged | { readonly problem: string };

/** Judges in a thread of its own, so that a large file does not block the event loop, and Ctrl-C ends it at once. */
async function judgeFiles(request: JudgeRequest): Promise<Judged> {
  const message = await runInWorker<JudgeMessage>(new URL("./judge-worker.ts", import.meta.url), request);
  if ("problem" in message) throw new UsageError(message.problem);
  return message;
}

/** Reads all files, which share one limit. */
async function readFiles(paths: readonly string[]): Promise<readonly FigureSource[]> {
  const files: FigureSource[] = [];
  let left = MAX_INPUT_BYTES;
  for (const path of paths) {
    const bytes = await readBytes(path, left);
    left -= bytes.length;
    files.push({ name: path === "-" ? "standard input" : basename(path), bytes });
  }
  return files;
}

/** Reads at most the limit, since standard input has no size that could be checked before. */
async function readBytes(given: string, limit: number): Promise<Uint8Array> {
  const file = given === "-" ? given : resolveOperatorPath(given);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > limit) break;
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
  if (size > limit)
    throw new UsageError(
      `The figures have more than ${MAX_INPUT_BYTES / 1_048_576} MB. Remove some points: every tenth is enough.`,
    );
  return Buffer.concat(chunks);
}
