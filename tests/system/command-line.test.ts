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

/** As a person types it. */
function triptych(dataDir: string, ...args: string[]): Command {
  return start(dataDir, ["npm", "run", "--silent", "triptych", "--", ...args]);
}

/** Without npm, which ends by the signal itself when a script was interrupted. */
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

/** Ctrl-C at a terminal goes to everybody in its foreground. */
function pressCtrlC({ child }: Command): void {
  if (child.pid === undefined) throw new Error("The command was never started");
  process.kill(-child.pid, "SIGINT");
}

/** Resolves with the newest run's id once its largest scenario has finished something. */
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
    throw new Error("Nothing was done within 60 s");
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

  test("[N1] run brings its own database and runner, prints one document, and leaves no process behind", async () => {
    const command = triptych(dataDir, ...SMALL);
    expect([await command.ended, command.err()]).toEqual([0, ""]);
    expect(RunDetail.strict().parse(JSON.parse(command.out()))).toMatchObject({ status: "complete", recoveries: [] });
    await until("nothing is left", () => leftovers().length === 0);
  }, 90_000);

  test("[N1] [O5] Ctrl-C cancels the run and keeps what is there: exit 1, still one document, nothing left", async () => {
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
    expect(command.err()).toContain("what is finished is kept");
    await until("nothing is left", () => leftovers().length === 0);

    const shown = triptych(dataDir, "show", document.id, "--json");
    expect(await shown.ended).toBe(0);
    expect(JSON.parse(shown.out())).toEqual(document);
  }, 120_000);

  test("[E2] kill -9 of the command: nothing is left, and the next command finds its run", async () => {
    const command = triptych(dataDir, ...LONG, "--sync", "free-running");
    await untilSomethingIsDone(dataDir);
    const processes = findDescendants(command.child.pid ?? 0);
    const program = processes.find((pid) => findChildren(pid, "bin/runner.ts").length > 0);
    if (program === undefined) throw new Error("The command has no runner");
    process.kill(program, "SIGKILL");
    await command.ended;
    await until("nothing is left", () => processes.filter(isLiving).length + leftovers().length === 0);
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
  let house: TestApp;
  beforeAll(async () => void (house = await startTestApp()), 150_000);
  afterAll(() => house.stop());

  test("[N1] [N2] run joins the server's database, the server's runner drives it, and the API shows it", async () => {
    const command = triptych(house.dataDir, ...SMALL);
    await until("it has joined", () => findByEnvironment(`DATA_DIR=${house.dataDir}`).length > 0);
    expect([await command.ended, command.err()]).toEqual([0, ""]);
    const document = RunDetail.parse(JSON.parse(command.out()));
    expect((await house.call(`/api/runs/${document.id}`)).body).toEqual(document);
    const drivers = (await house.events(document.id)).flatMap((event) =>
      event.type === "run.preparing" ? [event.runner] : [],
    );
    const id = await house.start({ skill: "data-transformation", items: [10, 20, 30] });
    await house.untilRun(id, "another ends", ({ finishedAt }) => finishedAt !== null);
    expect(drivers).toEqual(
      (await house.events(id)).flatMap((event) => (event.type === "run.preparing" ? [event.runner] : [])),
    );
  }, 90_000);

  test("[N1] list and show see the server's runs, and the server goes on", async () => {
    const listed = triptych(house.dataDir, "list", "--json");
    expect(await listed.ended).toBe(0);
    expect(RunPage.parse(JSON.parse(listed.out()))).toEqual((await house.call("/api/runs?limit=20")).body);
    expect((await house.call("/api/health")).body).toMatchObject({ status: "ok" });
  }, 60_000);

  test("[N1] Ctrl-C cancels the server's run too", async () => {
    const command = triptych(house.dataDir, ...LONG);
    await untilSomethingIsDone(house.dataDir);
    pressCtrlC(command);
    expect(await command.ended).not.toBe(0);
    expect(command.out()).toContain("Cancelled");
    const { items } = RunPage.parse((await house.call("/api/runs?limit=1")).body);
    expect(items[0]).toMatchObject({ status: "cancelled" });
    expect(items[0]?.itemsDone[0]).toBeGreaterThan(0);
  }, 90_000);
});
