import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureBuild, isBuilt } from "../../lib/supervisor/build/ensure-build.ts";
import { processSpace, processStartedAt } from "../../lib/supervisor/process/process-identity.ts";

// stands in for `next build`: an own file per build, and the cache that the real one leaves
const NEXT = `
const { mkdirSync, writeFileSync, appendFileSync } = require("node:fs");
const folder = process.env.NEXT_DIST_DIR;
mkdirSync(folder + "/cache", { recursive: true });
writeFileSync(folder + "/BUILD_ID", "built");
appendFileSync("builds.log", folder + "\\n");
if (require("node:fs").readFileSync("app/page.tsx", "utf8").includes("broken")) { console.error("page.tsx is broken"); process.exit(1); }
`;

let root = "";
const lines: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "triptych-builds-"));
  mkdirSync(join(root, "node_modules/next/dist/bin"), { recursive: true });
  writeFileSync(join(root, "node_modules/next/dist/bin/next"), NEXT);
  mkdirSync(join(root, "app"));
  lines.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function buildFrom(page: string): Promise<string> {
  writeFileSync(join(root, "app/page.tsx"), page);
  return ensureBuild(root, (line) => lines.push(line));
}

/** Moves this process's use of a build to another process, as if that one had built it. */
function handUse(build: string, user: { pid: number; startedAt: string | null; space: string | null }): string {
  const users = join(root, build, "../users");
  rmSync(join(users, String(process.pid)));
  const record = join(users, String(user.pid));
  writeFileSync(record, JSON.stringify(user));
  return record;
}

const exists = (build: string) => existsSync(join(root, build, "BUILD_ID"));

test("[O1] changed sources are built into a folder of their own, and equal sources are built once", async () => {
  const first = await buildFrom("one");
  const second = await buildFrom("two");
  expect(second).not.toBe(first);
  expect(await Promise.all([buildFrom("one"), buildFrom("one")])).toEqual([first, first]);
  expect(lines.filter((line) => line.startsWith("Building"))).toHaveLength(2);
  expect(readdirSync(join(root, first))).toEqual(["BUILD_ID"]);
});

test("[O1] a build stays while a process uses it, and is removed once its user has ended", async () => {
  const first = await buildFrom("one");
  const server = spawn("sleep", ["60"]);
  await once(server, "spawn");
  const pid = server.pid ?? 0;
  handUse(first, { pid, startedAt: processStartedAt(pid), space: processSpace() });
  const second = await buildFrom("two");
  expect([exists(first), exists(second)]).toEqual([true, true]);

  server.kill("SIGKILL");
  await once(server, "exit");
  await buildFrom("two");
  expect([exists(first), exists(second)]).toEqual([false, true]);
});

test("[O1] a build that another computer or container uses stays for a week", async () => {
  const first = await buildFrom("one");
  const record = handUse(first, { pid: 1, startedAt: "elsewhere", space: "another boot:pid:[1]" });
  await buildFrom("two");
  expect(exists(first)).toBe(true);
  const eightDaysAgo = Date.now() / 1000 - 8 * 24 * 3600;
  utimesSync(record, eightDaysAgo, eightDaysAgo);
  await buildFrom("two");
  expect(exists(first)).toBe(false);
});

test("[O1] a build that was deleted is noticed, and built again", async () => {
  const build = await buildFrom("one");
  expect(isBuilt(root, build)).toBe(true);
  rmSync(join(root, ".next"), { recursive: true });
  expect(isBuilt(root, build)).toBe(false);
  expect(exists(await buildFrom("one"))).toBe(true);
});

test("[O1] a failed build is reported with its output, and is built again once the sources are mended", async () => {
  await expect(buildFrom("broken")).rejects.toThrow("page.tsx is broken");
  await expect(buildFrom("broken")).rejects.toThrow("The pages could not be built");
  expect(exists(await buildFrom("mended"))).toBe(true);
});
