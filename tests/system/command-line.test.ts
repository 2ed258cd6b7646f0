import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { RunDetail, RunPage } from "../../lib/api/schemas.ts";
import { createStores } from "../../lib/store/stores.ts";
import { CHECK_NODE, KEY, ROOT } from "../support/app-process.ts";
import { findByEnvironment, findChildren, findDescendants, isLiving, until } from "../support/processes.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const SMALL = ["run", "data-transformation", "--items", "20,40,60", "--json"];
const LONG = ["run", "data-transformation", "--items", "1000,1500,2000"];

type Command = { readonly child: ChildProcess; out(): string; err(): string; readonly ended: Promise<number | null> };

/** Through npm, as users call it. */
function triptych(dataDir: string, ...args: string[]): Command {
  return start(dataDir, ["npm", "run", "--silent", "triptych", "--", ...args]);
}

/** Without npm, which itself ends by the signal when a script is interrupted. */
function triptychItself(dataDir: string, ...args: string[]): Command {
  return start(dataDir, [process.execPath, "--import", CHECK_NODE, join(ROOT, "bin/triptych.ts"), ...args]);
}

function start(dataDir: string, [program = "", ...args]: readonly string[]): Command {
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    DATA_DIR: dataDir,
    PRESENTER_KEY: KEY,
    NODE_ENV: "production",
  } as const;
  const child = spawn(program, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  started.push(child);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on("data", (data: Buffer) => out.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => err.push(data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, out: () => out.join(""), err: () => err.join(""), ended };
}

/** Ctrl-C in a terminal signals the whole foreground process group. */
function pressCtrlC({ child }: Command): void {
  if (child.pid === undefined) throw new Error("The command did not start");
  process.kill(-child.pid, "SIGINT");
}

/** Resolves with the newest run's id once its largest scenario has finished an item. */
async function untilSomethingIsDone(dataDir: string): Promise<string> {
  const urlFile = join(dataDir, "postgres/url");
  await until("the command has its database", () => existsSync(urlFile), 60_000);
  const stores = await createStores({ databaseUrl: readFileSync(urlFile, "utf8") });
  try {
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await delay(20)) {
      const { items } = await stores.runs.list({}, { limit: 1, cursor: null });
      const [newest] = items;
      if (newest?.status === "running" && newest.itemsDone.every((done) => done > 0)) return newest.id;
    }
    throw new Error("No item was finished within 60 s");
  } finally {
    await stores.close();
  }
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid, exitCode, signalCode } of started.splice(0)) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
  }
});

describe("alone", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "triptych-alone-"));
  const leftovers = () => findByEnvironment(`DATA_DIR=${dataDir}`);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test("[N1] run starts its own database and runner, prints one document, and leaves no process", async () => {
    const command = triptych(dataDir, ...SMALL);
    expect([await command.ended, command.err()]).toEqual([0, ""]);
    expect(RunDetail.strict().parse(JSON.parse(command.out()))).toMatchObject({ status: "complete", recoveries: [] });
    await until("no process is left", () => leftovers().length === 0);
  }, 90_000);

  test("[N1] [O5] Ctrl-C cancels the run and keeps its results: exit code 1, one document, no process left", async () => {
    const command = triptychItself(dataDir, ...LONG, "--json");
    const runId = await untilSomethingIsDone(dataDir);
    pressCtrlC(command);
    expect(await command.ended).toBe(1);
    const document = RunDetail.strict().parse(JSON.parse(command.out()));
    expect(document).toMatchObject({
      id: runId,
      status: "cancelled",
      partial: true,
      commands: [{ type: "cancel", outcome: "accepted", actor: { role: "presenter", name: "cli" } }],
    });
    expect(command.err()).toContain("completed work is kept");
    await until("no process is left", () => leftovers().length === 0);

    const shown = triptych(dataDir, "show", document.id, "--json");
    expect(await shown.ended).toBe(0);
    expect(JSON.parse(shown.out())).toEqual(document);
  }, 120_000);

  test("[E2] kill -9 of the command leaves no process, and the next command finds its run", async () => {
    const command = triptych(dataDir, ...LONG, "--sync", "free-running");
    await untilSomethingIsDone(dataDir);
    const processes = findDescendants(command.child.pid ?? 0);
    const program = processes.find((pid) => findChildren(pid, "bin/runner.ts").length > 0);
    if (program === undefined) throw new Error("The command has no runner");
    process.kill(program, "SIGKILL");
    await command.ended;
    await until("no process is left", () => processes.filter(isLiving).length + leftovers().length === 0);
    const next = triptych(dataDir, ...SMALL);
    expect(await next.ended).toBe(0);
    const listed = triptych(dataDir, "list", "--json", "--limit", "2");
    await listed.ended;
    const { items } = RunPage.parse(JSON.parse(listed.out()));
    expect(items.map(({ status, items: sizes }) => [status === "running" || status === "complete", sizes[0]])).toEqual([
      [true, 20],
      [true, 1_000],
    ]);
  }, 120_000);
});

describe("beside a running server", () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()), 150_000);
  afterAll(() => app.stop());

  test("[N1] [N2] run joins the server's database, the server's runner drives it, and the API shows it", async () => {
    const command = triptych(app.dataDir, ...SMALL);
    await until("it has joined", () => findByEnvironment(`DATA_DIR=${app.dataDir}`).length > 0);
    expect([await command.ended, command.err()]).toEqual([0, ""]);
    const document = RunDetail.parse(JSON.parse(command.out()));
    expect((await app.call(`/api/runs/${document.id}`)).body).toEqual(document);
    const drivers = (await app.events(document.id)).flatMap((event) =>
      event.type === "run.preparing" ? [event.runner] : [],
    );
    const id = await app.start({ skill: "data-transformation", items: [10, 20, 30] });
    await app.untilRun(id, "another ends", ({ finishedAt }) => finishedAt !== null);
    expect(drivers).toEqual(
      (await app.events(id)).flatMap((event) => (event.type === "run.preparing" ? [event.runner] : [])),
    );
  }, 90_000);

  test("[N1] list and show see the server's runs, and the server keeps running", async () => {
    const listed = triptych(app.dataDir, "list", "--json");
    expect(await listed.ended).toBe(0);
    expect(RunPage.parse(JSON.parse(listed.out()))).toEqual((await app.call("/api/runs?limit=20")).body);
    expect((await app.call("/api/health")).body).toMatchObject({ status: "ok" });
  }, 60_000);

  test("[N1] a reader that leaves early, such as head, gets no error from list; a run that nobody reads is cancelled", async () => {
    const list = triptychItself(app.dataDir, "list");
    list.child.stdout?.destroy();
    expect([await list.ended, list.err()]).toEqual([0, ""]);

    const run = triptychItself(app.dataDir, ...LONG, "--sync", "free-running");
    await until("it prints its progress", () => run.out() !== "");
    run.child.stdout?.destroy();
    expect(await run.ended).toBe(1);
    expect(run.err()).toContain("completed work is kept");
  }, 90_000);

  test("[N1] Ctrl-C cancels the server's run too", async () => {
    const command = triptych(app.dataDir, ...LONG);
    await untilSomethingIsDone(app.dataDir);
    pressCtrlC(command);
    expect(await command.ended).not.toBe(0);
    expect(command.out()).toContain("Cancelled");
    const { items } = RunPage.parse((await app.call("/api/runs?limit=1")).body);
    expect(items[0]).toMatchObject({ status: "cancelled" });
    expect(items[0]?.itemsDone[0]).toBeGreaterThan(0);
  }, 90_000);
});
