import { Option, type Command } from "commander";
import { SCALING_STRATEGIES } from "../core/inputs/scaling.ts";
import { HOLD_MODES, RETRY_MODES, SYNC_MODES } from "../core/run/spec.ts";
import { MATCHES } from "../skills/definition/expect.ts";
import {
  collectName,
  collectNote,
  collectOption,
  collectScenario,
  collectVariant,
  parseCap,
  parseItems,
  parseLength,
  parseNumber,
  parsePercents,
  parseWholeNumber,
} from "./flag-values.ts";

/** The flags of `run`: every setting of a run that the API accepts, and `--input`, which uploads a file first. */
export type RunFlags = {
  readonly sync: string;
  readonly hold: string;
  readonly input?: string;
  readonly inputId?: string;
  readonly retry?: string;
  readonly retries?: number;
  readonly retryBackoffMs?: number;
  readonly cap?: object;
  readonly option: object;
  readonly scenario: object;
  readonly note: object;
  readonly variant?: readonly object[];
  readonly [setting: string]: unknown;
};

export function addRunFlags(command: Command): Command {
  return addSkillFlags(command)
    .addOption(
      new Option("--sync <mode>", "how the scenarios are synchronised").choices(SYNC_MODES).default("milestone"),
    )
    .addOption(
      new Option("--hold <mode>", "presenter: hold at each milestone until Advance")
        .choices(HOLD_MODES)
        .default("none"),
    )
    .option(
      "--items <list>",
      "items per scenario: 100,300,800, or with names: small=100,large=800; of variants: 300",
      parseItems,
    )
    .addOption(new Option("--strategy <name>", "derive the items by a strategy").choices(SCALING_STRATEGIES))
    .option("--base <number>", "items of the smallest scenario, for --strategy", parseWholeNumber)
    .option("--length <time>", "fit the sizes to this machine for a run of 60s or 2m, their ratio kept", parseLength)
    .option("--input <file>", "use rows from a CSV, JSON or JSONL file instead of generated data")
    .addOption(new Option("--input-id <id>", "use rows uploaded before").conflicts("input"))
    .option("--seed <number>", "seed of the generated data", parseWholeNumber)
    .option("--title <text>", "title shown to the audience")
    .option("--milestones <list>", "percentages at which scenarios hold, such as 30,50,70,90", parsePercents)
    .option("--wait-limit-ms <ms>", "how long a milestone waits for scenarios that have not arrived", parseWholeNumber)
    .option("--arrival-tolerance <points>", "points below a milestone that count as arrived, 0 to 5", parseNumber)
    .option("--option <name=value>", "skill option; can be repeated", collectOption, {})
    .option(
      "--variant <name=option:value>",
      "scenario of its own with these options, such as fast=model:small,temperature:0; repeat it for 2 to 6 variants of one size",
      collectVariant,
    )
    .option(
      "--scenario <name.setting=value>",
      "setting of one scenario, such as complex.concurrency=2, or medium.errorTolerance=0.2: the share of items that may fail; can be repeated",
      collectScenario,
      {},
    )
    .option("--cap <unit=limit>", "spending limit, such as busy-seconds=60 or money=0.5", parseCap)
    .addOption(new Option("--retry <mode>", "presenter: a failed batch waits for the presenter").choices(RETRY_MODES))
    .option("--retries <number>", "retries per failed batch", parseWholeNumber)
    .option("--retry-backoff-ms <ms>", "wait before the first retry; doubles with each", parseWholeNumber)
    .option("--stall-limit-ms <ms>", "a batch without progress for this long ends as timed out", parseWholeNumber)
    .option("--no-reduced-load", "when all scenarios have failed, do not retry them with less load")
    .option("--note <percent=text>", "speaker note; can be repeated", collectNote, {})
    .option("--demo-id <id>", "the saved demo to which the run belongs")
    .option("--on-stage", "show it to the audience; by default only when no unfinished run is on stage")
    .option("--no-on-stage", "do not show it to the audience");
}

/** Flags that make any program a skill, with a row of the input per item. */
function addSkillFlags(command: Command): Command {
  return command
    .option("--command <line>", "run this program as the skill: an item on stdin as JSON, its result on stdout")
    .option("--lines", "with --command: one long-lived program per worker, an item and a result per line", false)
    .option("--expect <column>", "compare results with this column, which the skill does not see")
    .addOption(
      new Option("--match <how>", "how results are compared; default: as numbers or texts").choices(
        MATCHES.filter((each) => each !== "judge"),
      ),
    )
    .option("--tolerance <number>", "largest difference between equal numbers", parseNumber)
    .option("--env <name>", "pass on this environment variable; can be repeated", collectName, [])
    .option("--secret <name>", "like --env, and removed from all that the program prints", collectName, [])
    .option("--save <name>", "keep the program as a skill of this name, with its rows");
}

/** The API's start input for these flags; settings without a flag are left out. */
export function toStartInput(skill: string, flags: RunFlags, inputId: string | undefined): object {
  const {
    sync,
    hold,
    items,
    length: lengthSeconds,
    strategy,
    base,
    seed,
    title,
    milestones,
    waitLimitMs,
    arrivalTolerance,
  } = flags;
  const {
    stallLimitMs,
    reducedLoad,
    demoId,
    onStage,
    cap: costCap,
    option: options,
    scenario: scenarios,
    variant: variants,
  } = flags;
  const retry = keepGiven({ mode: flags.retry, limit: flags.retries, backoffMs: flags.retryBackoffMs });
  return keepGiven({
    skill,
    sync,
    hold,
    items: variants !== undefined && Array.isArray(items) && items.length === 1 ? items[0] : items,
    variants,
    lengthSeconds,
    strategy,
    base,
    seed,
    title,
    milestones,
    waitLimitMs,
    arrivalTolerance,
    stallLimitMs,
    reducedLoad,
    costCap,
    options,
    scenarios,
    notes: flags.note,
    demoId,
    onStage,
    retry: Object.keys(retry).length === 0 ? undefined : retry,
    inputId: inputId ?? flags.inputId,
  });
}

function keepGiven(fields: { readonly [name: string]: unknown }): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
