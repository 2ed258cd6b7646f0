import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPriceFile } from "../../lib/prices/price-file.ts";
import { parseRecording } from "../../lib/judging/judge-recording.ts";
import { copyTemplate } from "../../lib/skills/templates/templates.ts";
import { RunDetail } from "../../lib/api/schemas.ts";
import { ROOT } from "../support/app-process.ts";
import { PAGES, readBlocks, readCommands } from "../support/documents.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const CLI = "npm run --silent triptych -- ";
/** What npm starts for it: npm's own start, tested in tests/system/command-line.test.ts, would take a third of the time. */
const PROGRAM = (
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly scripts: { readonly triptych: string } }
).scripts.triptych;
const files = mkdtempSync(join(tmpdir(), "triptych-docs-"));
const MAILS = Array.from(
  { length: 24 },
  (_, at) => `Lunch at ${at}? or win ${at} prizes,${at % 2 === 0 ? "ham" : "spam"}`,
);
const FIGURES = ["simple,100,1200,0.92", "medium,300,3500,0.88", "complex,800,25700,0.84"];

let app: TestApp;
beforeAll(async () => {
  writeFileSync(join(files, "mails.csv"), `text,label\n${MAILS.join("\n")}\n`);
  writeFileSync(join(files, "figures.csv"), `id,items,elapsedMs,quality\n${FIGURES.join("\n")}\n`);
  const [rows, program] = readBlocks("docs/skills/your-own.md", ROOT);
  writeFileSync(join(files, "rows.csv"), rows?.text ?? "");
  writeFileSync(join(files, "classify.py"), program?.text ?? "");
  app = await startTestApp();
  const saved = await copyTemplate("python", join(app.dataDir, "skills", "spam-check"));
  if (!saved.ok) throw new Error(saved.error);
}, 180_000);
afterAll(async () => {
  await app.stop();
  rmSync(files, { recursive: true, force: true });
});

type Outcome = { readonly status: number | null; readonly out: string; readonly said: string };

/** In a shell, beside the running server, with the files that the pages name. */
function follow(command: string): Promise<Outcome> {
  const line = command
    .replace(CLI, `exec ${PROGRAM} `)
    // it exists already, as for a reader who has read the page from its beginning
    .replace("skill new spam-check", "skill new another-check")
    .replaceAll(/\b((?:mails|figures|rows)\.csv|classify\.py)\b(?!"|&)/g, join(files, "$1"));
  const env = {
    PATH: [join(ROOT, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
    HOME: process.env["HOME"],
    NODE_ENV: "production",
    DATA_DIR: app.dataDir,
    KEY: app.key,
    ORIGIN: app.origin,
  } as const;
  const child = spawn("sh", ["-c", line], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => out.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => err.push(data.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, out: out.join(""), said: [...out, ...err].join("") }));
  });
}

const QUICK = { skill: "data-transformation", items: [20, 30] };

/** The runs that the pages speak of, each started when a command needs it. */
async function startRun(placeholder: string): Promise<string> {
  switch (placeholder) {
    case "<run>": {
      const id = await app.start({ ...QUICK, sync: "free-running" });
      await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
      return id;
    }
    case "<failed run>": {
      // no Node process fits into 32 MB
      const failing = { scenarios: { medium: { memoryLimitMb: 32 } }, retry: { limit: 0 }, reducedLoad: false };
      const id = await app.start({ ...QUICK, ...failing, sync: "free-running" });
      await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
      return id;
    }
    default:
      throw new Error(`No page names ${placeholder}`);
  }
}

async function startHolding(): Promise<string> {
  const id = await app.start({ ...QUICK, hold: "presenter", milestones: [30, 60] });
  await app.untilRun(id, "it holds", ({ status }) => status === "holding");
  return id;
}

function commandsOf(page: string): readonly string[] {
  return readCommands(page, ROOT).filter((line) => line.startsWith(CLI) && !line.endsWith("-- <command>"));
}

/** A run that waits is followed while the commands that continue it are given. */
const WAITING = /-- run .*--hold presenter/;

const SINGLE = [...new Set(PAGES.filter((page) => page !== "docs/adding-a-skill.md").flatMap(commandsOf))].filter(
  (line) => !line.includes("<holding run>") && !WAITING.test(line),
);

test.each(SINGLE)("[N1] as the pages say: %s", { timeout: 120_000 }, async (line) => {
  const placeholder = /<[a-z ]+>/.exec(line)?.[0] ?? null;
  const runId = placeholder === null ? "" : await startRun(placeholder);
  const { status, said } = await follow(line.replace(placeholder ?? "", runId).replaceAll(/ \[\w+\]/g, ""));
  // a scenario without enough memory fails again
  expect([status, said]).toEqual([line.includes("-- retry") ? 1 : 0, expect.not.stringContaining("error:")]);
  expect(said).toContain(line.includes("-- show") ? "Complete" : runId);
});

const HOLDING = PAGES.flatMap((page) =>
  [commandsOf(page).filter((line) => line.includes("<holding run>"))].filter((lines) => lines.length > 0),
);

test.each(HOLDING.map((lines) => [lines.map((line) => line.slice(CLI.length)).join("; "), lines] as const))(
  "[N1] a run that holds, as the pages say: %s",
  { timeout: 120_000 },
  async (_, lines) => {
    const runId = await startHolding();
    for (const line of lines) {
      const { status, said } = await follow(line.replace("<holding run>", runId));
      expect([line, status, said]).toEqual([line, 0, expect.not.stringContaining("error:")]);
      expect(said).toContain(line.includes("-- show") ? `Console: ${app.origin}/runs/${runId}/present` : runId);
      if (line.includes("-- advance"))
        await app.untilRun(
          runId,
          "it holds at the next",
          ({ status: now, releases }) => now === "holding" && releases.length === 1,
        );
    }
    await app.call(`/api/runs/${runId}/commands`, { id: "end", type: "cancel" });
  },
);

test(
  "[N1] a run with hold-for-me, as the page says, names the address of its console",
  { timeout: 120_000 },
  async () => {
    const [line = ""] = commandsOf("docs/command-line.md").filter((each) => WAITING.test(each));
    const followed = follow(line);
    let id = "";
    while (id === "") {
      const { body } = await app.call("/api/runs?status=holding&limit=1");
      id = (body as { items: { id: string }[] }).items[0]?.id ?? "";
    }
    await app.call(`/api/runs/${id}/commands`, { id: "end", type: "cancel" });
    expect(await followed).toMatchObject({
      status: 1,
      said: expect.stringContaining(`${app.origin}/runs/${id}/present`),
    });
  },
);

test("[N2] [B3] the requests of the page on uploaded rows", { timeout: 120_000 }, async () => {
  const requests = readCommands("docs/own-input.md", ROOT).filter((line) => line.startsWith("curl "));
  expect(requests).toHaveLength(2);
  const [upload = "", start = ""] = requests;
  const uploaded = await follow(`cd ${files} && ${upload}`);
  const { id, rows } = JSON.parse(uploaded.out) as { id: string; rows: number };
  expect(rows).toBe(MAILS.length);
  const started = await follow(start.replace("input_…", id));
  const run = JSON.parse(started.out) as { id: string };
  const ended = await app.untilRun(run.id, "it ends", ({ finishedAt }) => finishedAt !== null);
  expect(RunDetail.parse(ended)).toMatchObject({ status: "complete", input: { id, rows } });
});

test("[C6] [J2] the recording and the price file of the pages are valid", async () => {
  const [recording] = readBlocks("docs/judging.md", ROOT).filter(({ language }) => language === "json");
  expect(parseRecording("docs/judging.md", JSON.parse(recording?.text ?? ""))).toMatchObject({
    verdicts: ["bad", "good"],
  });
  const prices = createPriceFile({ dataDir: files, pricesFile: join(ROOT, "docs/prices.example.json") });
  expect(await prices.read()).toMatchObject({ status: "set" });
});

test("[N1] every command of the pages is followed by a test or names a script", () => {
  const known = /^(npm (ci|test|start|run [\w:]+( -- [\w -]+)?)( && npm (test|start))?|curl .*)$/;
  const lines = PAGES.filter((page) => page !== "docs/adding-a-skill.md").flatMap((page) => readCommands(page, ROOT));
  expect(lines.filter((line) => !line.startsWith(CLI) && !known.test(line))).toEqual([]);
});
