import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { COST_UNITS, type CostCap } from "../core/run/prices.ts";
import { HOLD_MODES, RETRY_MODES, SYNC_MODES } from "../core/run/spec.ts";
import { addJudgeCommand } from "./judge.ts";
import type { OperatorSession } from "./open-session.ts";
import { addPricesCommand } from "./prices.ts";
import { listCommand, showCommand, type ListOptions } from "./read.ts";
import { retryCommand } from "./retry.ts";
import { runCommand, type RunOptions } from "./run.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export const EXIT_BAD_USAGE = 2;

/** Carries out one command line; resolves to the exit code. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  openOperatorSession: () => Promise<OperatorSession>,
): Promise<number> {
  let exitCode = 0;
  const carryOut = async (work: () => Promise<number>): Promise<void> => {
    exitCode = await work();
  };
  const atDesk = (work: (desk: OperatorSession) => Promise<number>): Promise<void> =>
    carryOut(async () => {
      const desk = await openOperatorSession();
      try {
        return await work(desk);
      } finally {
        await desk.close();
      }
    });
  try {
    await createProgram(terminal, atDesk, carryOut).parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_BAD_USAGE;
    if (!(error instanceof UsageError)) throw error;
    terminal.warn(`error: ${error.message}`);
    return EXIT_BAD_USAGE;
  }
}

/** `atDesk` opens the database for a command, `carryOut` is for those that need none. */
function createProgram(
  terminal: Terminal,
  atDesk: (work: (desk: OperatorSession) => Promise<number>) => Promise<void>,
  carryOut: (work: () => Promise<number>) => Promise<void>,
): Command {
  const program = new Command("triptych").description("One skill at three scales, from the command line.");
  // settings are inherited by the commands made after them
  program.exitOverride().configureOutput({
    writeErr: (text) => terminal.warn(text.trimEnd()),
    writeOut: (text) => terminal.print(text.trimEnd()),
  });
  program
    .command("run")
    .description("start a run and follow it; exit 0 complete, 1 not, 2 bad usage")
    .argument("<skill>", "such as text-classification")
    .addOption(new Option("--sync <mode>", "how the scenarios keep together").choices(SYNC_MODES).default("milestone"))
    .addOption(
      new Option("--hold <mode>", "presenter: gathered scenarios wait for Advance").choices(HOLD_MODES).default("none"),
    )
    .option("--items <list>", "items per scenario, such as 100,300,800", parseItems)
    .option("--input <file>", "rows of your own instead of generated data: CSV, JSON or JSONL")
    .option("--seed <number>", "same seed, same data", parseWholeNumber)
    .option("--title <text>", "shown to everybody")
    .option("--option <name=value>", "an option of the skill; may be repeated", collectOption, {})
    .option("--cap <unit=limit>", "stop the run there, such as busy-seconds=60 or money=0.5", parseCap)
    .addOption(new Option("--retry <mode>", "presenter: a failed batch waits for the presenter").choices(RETRY_MODES))
    .option("--retries <number>", "how often a failed batch is tried again", parseWholeNumber)
    .option("--json", "one JSON document at the end, nothing else", false)
    .action((skill: string, options: RunOptions) => atDesk((desk) => runCommand(desk, terminal, skill, options)));
  program
    .command("retry")
    .description("try a failed scenario again, also after the run has ended, and follow; exit as of run")
    .argument("<run>", "its id, such as run_0190…")
    .argument("[scenario]", "such as medium; all that have failed without it")
    .option("--json", "one JSON document at the end, nothing else", false)
    .action((runId: string, scenarioId: string | undefined, options: { json: boolean }) =>
      atDesk((desk) => retryCommand(desk, terminal, { runId, scenarioId: scenarioId ?? null, ...options })),
    );
  program
    .command("list")
    .description("runs, newest first")
    .option("--skill <id>")
    .option("--status <status>")
    .option("--limit <number>", "how many at most", parseWholeNumber, 20)
    .option("--json", "as JSON", false)
    .action((options: ListOptions) => atDesk((desk) => listCommand(desk, terminal, options)));
  program
    .command("show")
    .description("one run")
    .argument("<run>", "its id, such as run_0190…")
    .option("--json", "as JSON", false)
    .action((runId: string, options: { json: boolean }) =>
      atDesk((desk) => showCommand(desk, terminal, runId, options)),
    );
  addPricesCommand(program, terminal, carryOut);
  addJudgeCommand(program, terminal, carryOut);
  return program;
}

function parseWholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text.trim())) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function parseCap(text: string): CostCap {
  const [unit, limit = ""] = text.split("=");
  const known = COST_UNITS.find((each) => each === unit);
  if (known === undefined || !(Number(limit) > 0))
    throw new InvalidArgumentError(`It must be ${COST_UNITS.join(", ")} = a number above 0, such as busy-seconds=60.`);
  return { unit: known, limit: Number(limit) };
}

function parseItems(text: string): number[] {
  return text.split(",").map((part) => {
    if (!/^-?\d+$/.test(part.trim()))
      throw new InvalidArgumentError("It must be whole numbers with commas between, such as 100,300,800.");
    return Number(part);
  });
}

/** `profile=spike` stays a string; what reads as JSON (a number, true, null) becomes that. */
function collectOption(text: string, collected: Record<string, unknown>): Record<string, unknown> {
  const separator = text.indexOf("=");
  if (separator < 1) throw new InvalidArgumentError("It must be name=value, such as profile=spike.");
  return { ...collected, [text.slice(0, separator)]: parseValue(text.slice(separator + 1)) };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // plain words need no quotes on a command line
  }
}
