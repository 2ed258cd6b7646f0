import { readFileSync } from "node:fs";
import { Command } from "commander";
import { expect, test } from "vitest";
import { SkillList } from "../../lib/api/skill-documents.ts";
import type { OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { addRunFlags, toStartInput } from "../../lib/cli/run-flags.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { StartRunInput } from "../../lib/operations/runs/start-run-input.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { loadBundledSkills } from "../../lib/skills/sources/bundled-skills.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { fixedSources } from "../support/skill-sources.ts";
import { NO_PRICES } from "../support/prices.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

const SKILL = "text-classification";

/** Runs a command line on a session without a runner. */
async function use(...args: string[]) {
  const stores = createMemoryStores();
  const terminal = createRecordedTerminal();
  let opened = 0;
  let closed = 0;
  let runners = 0;
  const openOperatorSession = async (): Promise<OperatorSession> => {
    opened += 1;
    return {
      context: {
        ...stores,
        actor: { role: "presenter", name: "cli" },
        clock: systemClock,
        newId,
        prices: NO_PRICES,
        skills: skillRegistry,
      },
      skillSources: fixedSources(skillRegistry),
      ensureRunner: () => void (runners += 1),
      close: async () => void (closed += 1),
    };
  };
  const exitCode = await runProgram(args, terminal, openOperatorSession);
  const { items } = await stores.runs.list({}, { limit: 10, cursor: null });
  await stores.close();
  return {
    exitCode,
    printed: terminal.printed.join("\n"),
    warned: terminal.warned.join("\n"),
    leftOpen: opened - closed,
    runners,
    runs: items.length,
  };
}

test.each<[string, string[], string | RegExp]>([
  ["an unknown skill", ["run", "juggling"], /known skills: .*data-transformation, .*text-classification/],
  ["a skill named after a method", ["run", "constructor"], "no such skill"],
  ["no skill", ["run"], "Name a skill, such as text-classification, or give a program with --command"],
  ["a program's flag without a program", ["run", SKILL, "--save", "x"], "--save belongs to --command"],
  ["an expected column for a skill that has its own", ["run", SKILL, "--expect", "label"], "expect"],
  ["two skills", ["run", SKILL, "security-scanning"], "too many arguments"],
  ["negative items", ["run", SKILL, "--items", "-5,10,20"], "at least 1 item"],
  ["no items", ["run", SKILL, "--items", "0,10,20"], "at least 1 item"],
  ["ten million items", ["run", SKILL, "--items", "10,20,10000000"], "at most"],
  ["more items than a number can represent", ["run", SKILL, "--items", "10,20,99999999999999999999"], "items"],
  ["a missing input file", ["run", SKILL, "--input", "/nowhere/mails.csv"], "No such file: /nowhere/mails.csv"],
  ["a folder as input", ["run", SKILL, "--input", "/"], "/ is a folder"],
  ["an input of the wrong format", ["run", SKILL, "--input", "package.json"], "must hold one list of records"],
  [
    "an input for a skill that accepts none",
    ["run", "performance-testing", "--input", "package.json"],
    "does not accept uploaded rows",
  ],
  ["one scenario", ["run", SKILL, "--items", "100"], "2 to 6"],
  ["seven scenarios", ["run", SKILL, "--items", "1,2,3,4,5,6,7"], "2 to 6"],
  ["items that are not numbers", ["run", SKILL, "--items", "10,NaN,30"], "whole numbers separated by commas"],
  ["fractional items", ["run", SKILL, "--items", "1.5,2,3"], "whole numbers separated by commas"],
  ["an empty list of items", ["run", SKILL, "--items", ""], "whole numbers separated by commas"],
  ["a list of items with a gap", ["run", SKILL, "--items", "10,,30"], "whole numbers separated by commas"],
  ["sizes out of order", ["run", SKILL, "--items", "30,20,10"], "small to large"],
  ["a seed that is not a number", ["run", SKILL, "--seed", "NaN"], "whole number"],
  ["a negative seed", ["run", SKILL, "--seed", "-1"], "seed"],
  ["a seed beyond 31 bits", ["run", SKILL, "--seed", "2147483648"], "seed"],
  ["an unknown sync mode", ["run", SKILL, "--sync", "sometimes"], "free-running, milestone, lock-step"],
  ["an unknown hold", ["run", SKILL, "--hold", "everybody"], "presenter"],
  ["a hold in free-running", ["run", SKILL, "--sync", "free-running", "--hold", "presenter"], "never waits"],
  ["an empty title", ["run", SKILL, "--title", " "], "title"],
  ["a NUL in the title", ["run", SKILL, "--title", "a\0b"], "cannot be stored"],
  ["an option without a value", ["run", SKILL, "--option", "profile"], "name=value"],
  ["an unknown option of the skill", ["run", SKILL, "--option", "colour=red"], "colour"],
  ["an option of the wrong type", ["run", "performance-testing", "--option", "connections=many"], "connections"],
  ["a cap without a unit", ["run", SKILL, "--cap", "60"], "busy-seconds=60"],
  ["a cap of 0", ["run", SKILL, "--cap", "tokens=0"], "above 0"],
  ["a cap in money without prices", ["run", SKILL, "--cap", "money=1"], "requires prices"],
  ["an unknown retry mode", ["run", SKILL, "--retry", "never"], "automatic, presenter"],
  ["too many retries", ["run", SKILL, "--retries", "11"], "retry"],
  ["no run to retry", ["retry"], "missing required argument"],
  ["an unknown run to retry", ["retry", "run_0190"], "No such run"],
  ["an unknown run to advance", ["advance", "run_0190"], "No such run"],
  ["an unknown run to pause", ["pause", "run_0190"], "No such run"],
  ["an unknown run to resume", ["resume", "run_0190"], "No such run"],
  ["an unknown run to cancel", ["cancel", "run_0190"], "No such run"],
  ["an unknown run whose batches to skip", ["skip", "run_0190"], "No such run"],
  ["a milestone that is not a number", ["advance", "run_0190", "--milestone", "x"], "whole number"],
  ["a strategy beside items", ["run", SKILL, "--items", "1,2", "--strategy", "additive"], "not both"],
  ["an unknown strategy", ["run", SKILL, "--strategy", "cubic"], "additive, multiplicative"],
  ["milestones that are not numbers", ["run", SKILL, "--milestones", "a,b"], "whole percentages"],
  ["milestones out of order", ["run", SKILL, "--milestones", "50,30"], "strictly ascending"],
  ["a wait limit of a day", ["run", SKILL, "--wait-limit-ms", "86400000"], "waitLimitMs"],
  ["a tolerance of 6 points", ["run", SKILL, "--arrival-tolerance", "6"], "arrivalTolerance"],
  ["a stall limit of 0", ["run", SKILL, "--stall-limit-ms", "0"], "stallLimitMs"],
  ["a back-off of an hour", ["run", SKILL, "--retry-backoff-ms", "3600000"], "retry.backoffMs"],
  ["a setting of no scenario", ["run", SKILL, "--scenario", "concurrency=2"], "complex.concurrency=2"],
  ["a setting of an unknown scenario", ["run", SKILL, "--scenario", "huge.concurrency=2"], "unknown name huge"],
  ["an unknown setting of a scenario", ["run", SKILL, "--scenario", "complex.colour=red"], "scenarios.complex"],
  ["a note at no percentage", ["run", SKILL, "--note", "start=x"], "keyed by a percentage"],
  ["a scenario that occurs twice", ["run", SKILL, "--items", "a=1,a=2"], "occurs twice"],
  ["an input id of no upload", ["run", SKILL, "--input-id", "input_0190"], "upload the file first"],
  ["an uploaded input beside a file", ["run", SKILL, "--input-id", "i", "--input", "package.json"], "cannot be used"],
  ["a time that is none", ["list", "--created-from", "yesterday"], "2026-05-01T12:00:00Z"],
  ["an unknown sync mode of runs", ["list", "--sync", "sometimes"], "free-running, milestone, lock-step"],
  ["a page that does not exist", ["list", "--cursor", "x"], "cursor"],
  ["an unknown flag", ["run", SKILL, "--fast"], "unknown option"],
  ["an unknown command", ["dance"], "unknown command"],
  ["an unknown status", ["list", "--status", "fine"], "status"],
  ["a list limit of 0", ["list", "--limit", "0"], "limit"],
  ["a limit that is not a number", ["list", "--limit", "ten"], "whole number"],
  ["no run to show", ["show"], "missing required argument"],
])("[N1] %s: exit code 2, the reason on stderr, nothing started", async (_, args, reason) => {
  const used = await use(...args);
  expect(used).toMatchObject({ exitCode: 2, printed: "", leftOpen: 0, runners: 0, runs: 0 });
  expect(used.warned).toMatch(reason);
});

test("[N1] without a command it prints the help and opens no database", async () => {
  const used = await use();
  expect(used).toMatchObject({ exitCode: 2, leftOpen: 0, runs: 0 });
  expect(used.warned).toContain("Usage: triptych");
});

test("[N1] --version prints the version of the package, skills the skills, and neither opens a database", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await use("--version")).toMatchObject({ exitCode: 0, printed: version, runs: 0 });
  const listed = await use("skills", "--json");
  const { items } = SkillList.parse(JSON.parse(listed.printed));
  expect(items.map(({ id }) => id)).toEqual([...(await loadBundledSkills()).keys()].toSorted());
  expect((await use("skills")).printed).toContain("text-classification");
});

test("[N1] list --help names the filters with their values", async () => {
  const { printed } = await use("list", "--help");
  for (const text of ["queued", "lock-step", "--search", "--created-from", "--created-to", "--cursor"])
    expect(printed).toContain(text);
});

test("[N1] every setting of a run that the API knows has a flag", () => {
  const items = { small: 10, large: 80 };
  const flags = addRunFlags(new Command()).exitOverride();
  const line =
    "--sync lock-step --hold presenter --items small=10,large=80 --strategy additive --base 5 --seed 4 --title T " +
    "--milestones 20,60 --wait-limit-ms 9 --arrival-tolerance 0.5 --option judge=off --scenario large.concurrency=2 " +
    "--scenario large.label=L --cap tokens=9 --retry presenter --retries 2 --retry-backoff-ms 7 --stall-limit-ms 2000 " +
    "--no-reduced-load --note 20=a=b --demo-id demo_1 --on-stage --input-id input_1 --length 1.5m --variant small";
  const { strategy, base, variants, ...input } = toStartInput(
    SKILL,
    flags.parse(line.split(" "), { from: "user" }).opts(),
    undefined,
  ) as {
    readonly [field: string]: unknown;
  };
  expect(StartRunInput.parse(input)).toEqual({
    skill: SKILL,
    sync: "lock-step",
    hold: "presenter",
    items,
    seed: 4,
    title: "T",
    milestones: [20, 60],
    waitLimitMs: 9,
    arrivalTolerance: 0.5,
    options: { judge: "off" },
    scenarios: { large: { concurrency: 2, label: "L" } },
    costCap: { unit: "tokens", limit: 9 },
    retry: { mode: "presenter", limit: 2, backoffMs: 7 },
    stallLimitMs: 2_000,
    reducedLoad: false,
    notes: { "20": "a=b" },
    demoId: "demo_1",
    onStage: true,
    inputId: "input_1",
    lengthSeconds: 90,
  });
  const settings = Object.keys(StartRunInput.shape);
  expect([...Object.keys(input), "strategy", "base", "variants"].toSorted()).toEqual(settings.toSorted());
  expect({ strategy, base }).toEqual({ strategy: "additive", base: 5 });
  expect(variants).toEqual([{ name: "small", options: {} }]);
});

test("[N1] --help prints to stdout with exit code 0", async () => {
  expect(await use("--help")).toMatchObject({ exitCode: 0, warned: "" });
  expect((await use("run", "--help")).printed).toContain("--sync <mode>");
});

test.each([["run_unknown"], ["../../etc/passwd"], ["a\0b"]])(
  "[N1] an unknown run (%j): exit code 2 like every mistake in the command line, and one sentence",
  async (runId) => {
    const used = await use("show", runId, "--json");
    expect(used).toMatchObject({ exitCode: 2, printed: "", leftOpen: 0 });
    expect(used.warned).toContain("No such run");
  },
);

test("[N1] an empty list explains how to start a run; as JSON it is an empty page", async () => {
  expect((await use("list")).printed).toContain("run text-classification");
  expect(JSON.parse((await use("list", "--json")).printed)).toEqual({ items: [], nextCursor: null });
});

test.each([
  ["60s", 60],
  ["2m", 120],
  ["45", 45],
])("[G20] [N1] --length %s is %i seconds", (text, seconds) => {
  const flags = addRunFlags(new Command()).exitOverride().parse(["--length", text], { from: "user" });
  expect(flags.opts()["length"]).toBe(seconds);
});

test("[G20] [N1] a length without a number or beyond its bounds is refused", async () => {
  expect(await use("run", SKILL, "--length", "long")).toMatchObject({
    exitCode: 2,
    warned: expect.stringContaining("such as 60s or 2m"),
  });
  for (const beyond of ["9s", "61m"])
    expect(await use("run", SKILL, "--length", beyond)).toMatchObject({
      exitCode: 2,
      warned: expect.stringContaining("from 10s to 60m"),
    });
  const tooShort = StartRunInput.safeParse({ skill: SKILL, lengthSeconds: 9 });
  expect(tooShort.error?.issues).toMatchObject([{ path: ["lengthSeconds"], message: "must be at least 10 s" }]);
  expect(StartRunInput.safeParse({ skill: SKILL, lengthSeconds: 3_601 }).success).toBe(false);
});
