import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { COST_UNITS, type CostCap } from "../core/run/prices.ts";
import { HOLD_MODES, RETRY_MODES, SYNC_MODES } from "../core/run/spec.ts";
import { addDeleteCommand } from "./delete.ts";
import { addJudgeCommand } from "./judge.ts";
import type { OperatorSession } from "./open-session.ts";
import { addPricesCommand } from "./prices.ts";
import { listCommand, showCommand, type ListOptions } from "./read.ts";
import { retryCommand } from "./retry.ts";
import { runCommand, type RunOptions } from "./run.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export const EXIT_BAD_USAGE = 2;

type WithSession = (work: (session: OperatorSession) => Promise<number>) => Promise<void>;

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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_BAD_USAGE;
    if (!(error instanceof UsageError)) throw error;
    terminal.warn(`error: ${error.message}`);
    return EXIT_BAD_USAGE;
  }
}

/** `withSession` opens the database for a command; `runAction` is for commands without a database. */
function createProgram(
  terminal: Terminal,
  withSession: WithSession,
  runAction: (work: () => Promise<number>) => Promise<void>,
): Command {
  const program = new Command("triptych").description("Run one skill at three scales from the command line.");
  // commands inherit only settings made before they are added
  program.exitOverride().configureOutput({
    writeErr: (text) => terminal.warn(text.trimEnd()),
    writeOut: (text) => terminal.print(text.trimEnd()),
  });
  addRunningCommands(program, terminal, withSession);
  addReadingCommands(program, terminal, withSession);
  addDeleteCommand(program, terminal, withSession);
  addPricesCommand(program, terminal, runAction);
  addJudgeCommand(program, terminal, runAction);
  return program;
}

function addRunningCommands(program: Command, terminal: Terminal, withSession: WithSession): void {
  program
    .command("run")
    .description("start a run and follow it; exit code 0 complete, 1 not complete, 2 wrong usage")
    .argument("<skill>", "skill id, such as text-classification")
    .addOption(
      new Option("--sync <mode>", "how the scenarios are synchronised").choices(SYNC_MODES).default("milestone"),
    )
    .addOption(
      new Option("--hold <mode>", "presenter: hold at each milestone until Advance")
        .choices(HOLD_MODES)
        .default("none"),
    )
    .option("--items <list>", "items per scenario, such as 100,300,800", parseItems)
    .option("--input <file>", "use rows from a CSV, JSON or JSONL file instead of generated data")
    .option("--seed <number>", "seed of the generated data", parseWholeNumber)
    .option("--title <text>", "title shown to the audience")
    .option("--option <name=value>", "skill option; can be repeated", collectOption, {})
    .option("--cap <unit=limit>", "spending limit, such as busy-seconds=60 or money=0.5", parseCap)
    .addOption(new Option("--retry <mode>", "presenter: a failed batch waits for the presenter").choices(RETRY_MODES))
    .option("--retries <number>", "retries per failed batch", parseWholeNumber)
    .option("--json", "print only one JSON document at the end", false)
    .action((skill: string, options: RunOptions) =>
      withSession((session) => runCommand(session, terminal, skill, options)),
    );
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
    .option("--status <status>", "only runs with this status, such as complete")
    .option("--limit <number>", "maximum number of runs", parseWholeNumber, 20)
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

function parseWholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text.trim())) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function parseCap(text: string): CostCap {
  const [unit, limit = ""] = text.split("=");
  const known = COST_UNITS.find((each) => each === unit);
  if (known === undefined || !(Number(limit) > 0))
    throw new InvalidArgumentError(
      `It must be <unit>=<number above 0>, such as busy-seconds=60. Units: ${COST_UNITS.join(", ")}.`,
    );
  return { unit: known, limit: Number(limit) };
}

function parseItems(text: string): number[] {
  return text.split(",").map((part) => {
    if (!/^-?\d+$/.test(part.trim()))
      throw new InvalidArgumentError("It must be whole numbers separated by commas, such as 100,300,800.");
    return Number(part);
  });
}

/** Parses the value as JSON (number, true, null) if possible; otherwise keeps the string, as in `profile=spike`. */
function collectOption(text: string, collected: Record<string, unknown>): Record<string, unknown> {
  const separator = text.indexOf("=");
  if (separator < 1) throw new InvalidArgumentError("It must be name=value, such as profile=spike.");
  return { ...collected, [text.slice(0, separator)]: parseValue(text.slice(separator + 1)) };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // not JSON: a plain string
  }
}
