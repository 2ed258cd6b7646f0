import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { childEnvironment } from "../../config.ts";
import { FolderInUseError, type FolderLock, lockFolder } from "../folders/folder-lock.ts";
import { killedWithParent } from "../process/die-with-parent.ts";
import { StartError } from "../process/start-error.ts";
import { registerUser, removeUnusedBuilds } from "./build-users.ts";
import { hashSources } from "./sources.ts";

/** Below Next's own folder, which every tool ignores; relative to the repository. */
const BUILDS = join(".next", "builds");
const COMPLETE = "complete";
const BUILD_LIMIT_MS = 10 * 60_000;

/** Whether a folder that `ensureBuild` returned still holds its build. */
export function isBuilt(root: string, distDir: string): boolean {
  return existsSync(join(root, distDir, "..", COMPLETE));
}

/**
 * Builds the pages unless a build of exactly these sources exists, and returns its folder relative to `root`.
 * Each build has a folder of its own, so that a running server keeps the pages it started with; builds that no running
 * process uses are removed. Throws StartError.
 */
export async function ensureBuild(root: string, printLine: (line: string) => void): Promise<string> {
  const name = hashSources(root);
  const folder = join(root, BUILDS);
  const build = join(folder, name);
  mkdirSync(folder, { recursive: true });
  await underLock(folder, "builds.lock", () => {
    registerUser(build);
    removeUnusedBuilds(folder, name);
  });
  const complete = join(build, COMPLETE);
  if (existsSync(complete)) return join(BUILDS, name, "pages");
  const announceWait = () => printLine("Waiting for another process to build the pages …");
  await underLock(folder, `${name}.lock`, () => buildOnce(), announceWait);
  return join(BUILDS, name, "pages");

  async function buildOnce(): Promise<void> {
    if (existsSync(complete)) return;
    printLine("Building the pages (once, about half a minute) …");
    await runNextBuild(root, join(BUILDS, name, "pages"));
    // the next build has a folder of its own, so nothing would read this
    rmSync(join(build, "pages", "cache"), { recursive: true, force: true });
    writeFileSync(complete, "");
  }
}

async function underLock(
  folder: string,
  name: string,
  work: () => void | Promise<void>,
  onWait: () => void = () => undefined,
): Promise<void> {
  const lock = await waitForLock(folder, name, onWait);
  try {
    await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(folder: string, name: string, onWait: () => void): Promise<FolderLock> {
  const endsAt = performance.now() + BUILD_LIMIT_MS;
  for (let isWaiting = false; ; isWaiting = true) {
    try {
      return lockFolder(folder, name);
    } catch (error) {
      if (!(error instanceof FolderInUseError) || performance.now() > endsAt) throw error;
      if (!isWaiting) onWait();
      await delay(isWaiting ? 250 : 20);
    }
  }
}

function runNextBuild(root: string, distDir: string): Promise<void> {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: distDir });
  return new Promise((resolve, reject) => {
    const [command, ...args] = [...killedWithParent(), process.execPath, next, "build"];
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], timeout: BUILD_LIMIT_MS });
    let output = "";
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new StartError(`The pages could not be built:\n${output.trim()}`));
    });
  });
}
