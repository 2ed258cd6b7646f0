import { expect, test } from "vitest";
import type { OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { NO_PRICES } from "../support/prices.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

const SKILL = "text-classification";

/** The command line on a desk that nobody drives runs for. */
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
  ["an unknown skill", ["run", "juggling"], /known are data-transformation, .*text-classification/],
  ["a skill named after a method", ["run", "constructor"], "there is no such skill"],
  ["no skill", ["run"], "missing required argument"],
  ["two skills", ["run", SKILL, "security-scanning"], "too many arguments"],
  ["negative items", ["run", SKILL, "--items", "-5,10,20"], "at least 1 item"],
  ["no items", ["run", SKILL, "--items", "0,10,20"], "at least 1 item"],
  ["ten million items", ["run", SKILL, "--items", "10,20,10000000"], "at most"],
  ["more items than a number holds", ["run", SKILL, "--items", "10,20,99999999999999999999"], "items"],
  [
    "an input that is not there",
    ["run", SKILL, "--input", "/nowhere/mails.csv"],
    "There is no file /nowhere/mails.csv",
  ],
  ["a folder for an input", ["run", SKILL, "--input", "/"], "/ is a folder"],
  ["an input of another kind", ["run", SKILL, "--input", "package.json"], "must hold one list of records"],
  ["an input for a skill that takes none", ["run", "performance-testing", "--input", "package.json"], "takes no input"],
  ["one scenario", ["run", SKILL, "--items", "100"], "2 to 6"],
  ["seven scenarios", ["run", SKILL, "--items", "1,2,3,4,5,6,7"], "2 to 6"],
  ["items that are no number", ["run", SKILL, "--items", "10,NaN,30"], "whole numbers with commas"],
  ["fractions of items", ["run", SKILL, "--items", "1.5,2,3"], "whole numbers with commas"],
  ["an empty list of items", ["run", SKILL, "--items", ""], "whole numbers with commas"],
  ["a list of items with a hole", ["run", SKILL, "--items", "10,,30"], "whole numbers with commas"],
  ["sizes out of order", ["run", SKILL, "--items", "30,20,10"], "small to large"],
  ["a seed that is no number", ["run", SKILL, "--seed", "NaN"], "whole number"],
  ["a negative seed", ["run", SKILL, "--seed", "-1"], "seed"],
  ["a seed beyond 31 bits", ["run", SKILL, "--seed", "2147483648"], "seed"],
  ["an unknown sync mode", ["run", SKILL, "--sync", "sometimes"], "free-running, milestone, lock-step"],
  ["an unknown hold", ["run", SKILL, "--hold", "everybody"], "presenter"],
  ["a hold in free-running", ["run", SKILL, "--sync", "free-running", "--hold", "presenter"], "never waits"],
  ["an empty title", ["run", SKILL, "--title", " "], "title"],
  ["a NUL in the title", ["run", SKILL, "--title", "a\0b"], "cannot be stored"],
  ["an option without a value", ["run", SKILL, "--option", "profile"], "name=value"],
  ["an option that the skill has not", ["run", SKILL, "--option", "colour=red"], "colour"],
  ["an option of the wrong kind", ["run", "performance-testing", "--option", "connections=many"], "connections"],
  ["a cap without a unit", ["run", SKILL, "--cap", "60"], "busy-seconds=60"],
  ["a cap of nothing", ["run", SKILL, "--cap", "tokens=0"], "above 0"],
  ["a cap in money without prices", ["run", SKILL, "--cap", "money=1"], "needs prices"],
  ["an unknown way to try again", ["run", SKILL, "--retry", "never"], "automatic, presenter"],
  ["too many retries", ["run", SKILL, "--retries", "11"], "retry"],
  ["no run to try again", ["retry"], "missing required argument"],
  ["a run that is not there to try again", ["retry", "run_0190"], "no such run"],
  ["an unknown flag", ["run", SKILL, "--fast"], "unknown option"],
  ["an unknown command", ["dance"], "unknown command"],
  ["a status that is none", ["list", "--status", "fine"], "status"],
  ["a list of nothing", ["list", "--limit", "0"], "limit"],
  ["a limit that is no number", ["list", "--limit", "ten"], "whole number"],
  ["no run to show", ["show"], "missing required argument"],
])("[N1] %s: exit 2, the reason on stderr, nothing started", async (_, args, reason) => {
  const used = await use(...args);
  expect(used).toMatchObject({ exitCode: 2, printed: "", leftOpen: 0, runners: 0, runs: 0 });
  expect(used.warned).toMatch(reason);
});

test("[N1] without a command the help is shown, and nothing is opened", async () => {
  const used = await use();
  expect(used).toMatchObject({ exitCode: 2, leftOpen: 0, runs: 0 });
  expect(used.warned).toContain("Usage: triptych");
});

test("[N1] --help prints to stdout and ends well", async () => {
  expect(await use("--help")).toMatchObject({ exitCode: 0, warned: "" });
  expect((await use("run", "--help")).printed).toContain("--sync <mode>");
});

test.each([["run_unknown"], ["../../etc/passwd"], ["a\0b"]])(
  "[N1] a run that is not there (%j): exit 1 and one sentence",
  async (runId) => {
    const used = await use("show", runId, "--json");
    expect(used).toMatchObject({ exitCode: 1, printed: "", leftOpen: 0 });
    expect(used.warned).toContain("no such run");
  },
);

test("[N1] an empty list says how to start a run; as JSON it is an empty page", async () => {
  expect((await use("list")).printed).toContain("run text-classification");
  expect(JSON.parse((await use("list", "--json")).printed)).toEqual({ items: [], nextCursor: null });
});
