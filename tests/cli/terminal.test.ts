import { execFileSync } from "node:child_process";
import { WriteStream } from "node:tty";
import { afterEach, expect, test, vi } from "vitest";
import { RunDetail, RunPage } from "../../lib/api/schemas.ts";
import { renderBars } from "../../lib/cli/bars.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { showProgress } from "../../lib/cli/run.ts";
import { processTerminal } from "../../lib/cli/terminal.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { escapeControls, escapeLine } from "../../lib/terminal-text.ts";
import { fixedSources } from "../support/skill-sources.ts";
import { NO_PRICES } from "../support/prices.ts";
import { buildSampleRun } from "../support/sample-run.ts";

/** Clears the screen, colours, rings, sets the window's title, begins a line, reverses: as a title, a label and a unit. */
const HOSTILE =
  "\u001b[2J\u001b[31mtitle\u0007\u009b1A\u001b]0;x\r\nrun_faked\t\u202egnp.\u2066\u200f\u061c\u2028\u007f";
const DANGEROUS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

afterEach(() => vi.restoreAllMocks());

/** Runs a command line on a run whose texts are hostile; returns what reaches the streams. */
async function use(...args: string[]) {
  const stores = createMemoryStores();
  const [queued] = buildSampleRun();
  if (queued?.type !== "run.queued") throw new Error("A sample run begins with run.queued");
  const { spec, actor, at } = queued;
  const runId = newId("run");
  const unit = { one: HOSTILE, many: HOSTILE };
  const scenarios = spec.scenarios.map((scenario) => ({ ...scenario, label: HOSTILE }));
  await stores.runs.create({ id: runId, spec: { ...spec, title: HOSTILE, unit, scenarios }, actor, at });
  const written = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((written.out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((written.err += String(text)), true));
  const context = { ...stores, actor: { role: "presenter", name: "cli" } as const, clock: systemClock, newId };
  const session = {
    context: { ...context, prices: NO_PRICES, skills: skillRegistry },
    skillSources: fixedSources(skillRegistry),
    ensureRunner: () => {},
    close: async () => {},
  };
  await runProgram(
    args.map((arg) => (arg === "RUN" ? runId : arg)),
    processTerminal,
    async () => session,
  );
  vi.restoreAllMocks();
  return { ...written, state: await stores.log.readState(runId) };
}

const lines = (text: string) => text.trimEnd().split("\n");

test("[N1] list and show print hostile titles and labels as text, within their line", async () => {
  const list = await use("list");
  expect(lines(list.out)).toHaveLength(1);
  expect(list.out).toContain("\\u001b[2J\\u001b[31mtitle\\u0007\\u009b1A");
  const show = await use("show", "RUN");
  const { state } = show;
  expect(lines(show.out)).toHaveLength(2 + (state?.scenarios.length ?? 0));
  for (const { out } of [list, show]) for (const line of lines(out)) expect(line).not.toMatch(DANGEROUS);
});

test("[N1] a JSON document keeps hostile titles unchanged, and still contains no control character", async () => {
  for (const [args, read] of [
    [["list", "--json"], (text: string) => RunPage.parse(JSON.parse(text)).items[0]?.title],
    [["show", "RUN", "--json"], (text: string) => RunDetail.parse(JSON.parse(text)).title],
  ] as const) {
    const { out } = await use(...args);
    expect(read(out)).toBe(HOSTILE);
    for (const line of lines(out)) expect(line).not.toMatch(DANGEROUS);
  }
});

test("[N1] an error repeats a hostile argument as text", async () => {
  for (const args of [["show", HOSTILE], ["run", HOSTILE], ["judge", HOSTILE], [HOSTILE]]) {
    const { err } = await use(...args);
    expect(err).not.toBe("");
    for (const line of lines(err)) expect(line).not.toMatch(DANGEROUS);
  }
});

test("[N1] live lines and bars show hostile texts as text", async () => {
  const { state } = await use("list");
  if (state === null) throw new Error("The sample run has no state");
  expect(lines(renderBars(state, state.atMs))).toHaveLength(1 + state.scenarios.length);
  for (const line of lines(renderBars(state, state.atMs))) expect(line).not.toMatch(DANGEROUS);
  const seen: string[] = [];
  const terminal = { ...processTerminal, isInteractive: true, update: (text: string) => void seen.push(text) };
  showProgress(terminal, () => {})(state, []);
  expect(seen).toHaveLength(1);
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  processTerminal.update(`a ${HOSTILE}`);
  processTerminal.keepUpdate();
  expect(written.join("")).toContain("\\u001b[2J");
  expect(written.join("")).not.toContain(HOSTILE.slice(0, 4));
});

test("[N1] styled lines show hostile texts as text, and have colours on a terminal only, and none with NO_COLOR", () => {
  const print = (): string => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    processTerminal.printLines([[{ text: HOSTILE, style: "bad" }], [{ text: "plain", style: "plain" }]]);
    return written.join("");
  };
  const { isTTY, getColorDepth } = process.stdout;
  vi.stubEnv("FORCE_COLOR", undefined);
  vi.stubEnv("NO_COLOR", undefined);
  try {
    Object.assign(process.stdout, { isTTY: false });
    expect(print()).toBe(`${escapeLine(HOSTILE)}\nplain\n`);
    // by these variables alone: a CI machine's own say that there are no colours
    const readDepth = () =>
      WriteStream.prototype.getColorDepth({ TERM: "xterm-256color", NO_COLOR: process.env.NO_COLOR });
    Object.assign(process.stdout, { isTTY: true, getColorDepth: readDepth });
    expect(print()).toBe(`\u001b[1m\u001b[31m${escapeLine(HOSTILE)}\u001b[39m\u001b[22m\nplain\n`);
    vi.stubEnv("NO_COLOR", "1");
    expect(print()).toBe(`${escapeLine(HOSTILE)}\nplain\n`);
  } finally {
    Object.assign(process.stdout, { isTTY, getColorDepth });
    vi.unstubAllEnvs();
  }
});

test("[N1] a log line keeps hostile texts unchanged for readers of JSON, and harmless for a terminal", () => {
  const url = new URL("../../lib/telemetry/logger.ts", import.meta.url).href;
  const script = `const { createLogger } = await import(${JSON.stringify(url)});
    createLogger("web", "info").info({ title: ${JSON.stringify(HOSTILE)} }, "said");`;
  const log = execFileSync("sh", ["-c", '"$0" --input-type=module -e "$1" 2>&1', process.execPath, script], {
    encoding: "utf8",
  });
  expect(JSON.parse(log)).toMatchObject({ title: HOSTILE, msg: "said" });
  expect(log.trimEnd()).not.toMatch(DANGEROUS);
});

test("[N1] line ends stay, except in external texts", () => {
  expect(escapeControls("one\ntwo\u001b")).toBe("one\ntwo\\u001b");
  expect(escapeLine("one\ntwo")).toBe("one\\u000atwo");
  expect(escapeControls("ä – 日本 👩\u200d💻 é")).toBe("ä – 日本 👩\u200d💻 é");
});
