import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { SYNC_MODES } from "../core/run/spec.ts";
import { RUN_STATUSES } from "../core/run/statuses.ts";
import { addControlCommands } from "./control.ts";
import { addDeleteCommand } from "./delete.ts";
import { EXIT, RefusedError, UnavailableError } from "./exit-codes.ts";
import { parseWholeNumber } from "./flag-values.ts";
import { addJudgeCommand } from "./judge.ts";
import type { OperatorSession, WithSession } from "./open-session.ts";
import { addPricesCommand } from "./prices.ts";
import { listCommand, showCommand, type ListOptions } from "./read.ts";
import { retryCommand } from "./retry.ts";
import { requireOneSkill, runCommand, type RunOptions } from "./run.ts";
import { addRunFlags } from "./run-flags.ts";
import { addSkillCommands } from "./skill-commands.ts";
import { UsageError, type Terminal } from "./terminal.ts";

/** Runs one command line; resolves to the exit code. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  openOperatorSession: () => Promise<OperatorSession>,
): Promise<number> {
  let exitCode = 0;
  const runAction = async (work: () => Promise<number>): Promise<void> => {
    exitCode = await work();
  };
  const withSession: WithSession = (work) =>
    runAction(async () => {
      const session = await openOperatorSession();
      try {
        return await work(session);
      } finally {
        await session.close();
      }
    });
  try {
    await createProgram(terminal, withSession, runAction).parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const exitCode = exitCodeOf(error);
    if (exitCode === null) throw error;
    terminal.warn(`error: ${(error as Error).message}`);
    return exitCode;
  }
}

/** null for an error that no command expects. */
function exitCodeOf(error: unknown): number | null {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof RefusedError) return EXIT.refused;
  return error instanceof UnavailableError ? EXIT.unavailable : null;
}

/** `withSession` opens the database for a command; `runAction` is for commands without a database. */
export function createProgram(
  terminal: Terminal,
  withSession: WithSession,
  runAction: (work: () => Promise<number>) => Promise<void>,
): Command {
  const program = new Command("triptych")
    .description("Run one skill at three scales from the command line.")
    .version(readVersion(), "-V, --version", "print the version")
    .addHelpText("after", `\n${EXIT_CODES}`);
  // commands inherit only settings made before they are added
  program.exitOverride().configureOutput({
    writeErr: (text) => terminal.warn(text.trimEnd()),
    writeOut: (text) => terminal.print(text.trimEnd()),
  });
  addRunningCommands(program, terminal, withSession);
  addControlCommands(program, terminal, withSession);
  addReadingCommands(program, terminal, withSession);
  addDeleteCommand(program, terminal, withSession);
  addSkillCommands(program, terminal, runAction);
  addPricesCommand(program, terminal, runAction);
  addJudgeCommand(program, terminal, runAction);
  return program;
}

const EXIT_CODES = `Exit codes:
  0   done; for run and retry: the run is complete
  1   the run has ended, but is not complete
  2   wrong usage: unknown command, option, value, skill, run, scenario or file
  3   not possible now: the run refused the command
  4   the database, data folder, environment or price file cannot be used
  70  a bug`;

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function addRunningCommands(program: Command, terminal: Terminal, withSession: WithSession): void {
  addRunFlags(program.command("run"))
    .description("start a run and follow it; exit code 0 complete, 1 not complete")
    .argument("[skill]", "skill id, such as text-classification; the command skills lists them")
    .option("--json", "print only one JSON document at the end", false)
    .action((skill: string | undefined, options: RunOptions) => {
      requireOneSkill(skill, options);
      return withSession((session) => runCommand(session, terminal, skill, options));
    });
  program
    .command("retry")
    .description("retry failed scenarios, even after the run has ended, and follow the run; exit codes as for run")
    .argument("<run>", "run id, such as run_0190…")
    .argument("[scenario]", "scenario id, such as medium; default: all failed scenarios")
    .option("--json", "print only one JSON document at the end", false)
    .action((runId: string, scenarioId: string | undefined, options: { json: boolean }) =>
      withSession((session) => retryCommand(session, terminal, { runId, scenarioId: scenarioId ?? null, ...options })),
    );
}

function addReadingCommands(program: Command, terminal: Terminal, withSession: WithSession): void {
  program
    .command("list")
    .description("list runs, newest first")
    .option("--skill <id>", "only runs of this skill")
    .addOption(new Option("--status <status>", "only runs with this status").choices(RUN_STATUSES))
    .addOption(new Option("--sync <mode>", "only runs with this sync mode").choices(SYNC_MODES))
    .option("--search <text>", "only runs whose title, skill or id contains this text")
    .option("--created-from <time>", "only runs created at this time or later, such as 2026-05-01T12:00:00Z")
    .option("--created-to <time>", "only runs created before this time")
    .option("--limit <number>", "maximum number of runs, 1 to 200", parseWholeNumber, 20)
    .option("--cursor <cursor>", "the next page: nextCursor of the last one")
    .option("--json", "print JSON", false)
    .action((options: ListOptions) => withSession((session) => listCommand(session, terminal, options)));
  program
    .command("show")
    .description("show one run")
    .argument("<run>", "run id, such as run_0190…")
    .option("--json", "print JSON", false)
    .action((runId: string, options: { json: boolean }) =>
      withSession((session) => showCommand(session, terminal, runId, options)),
    );
}
