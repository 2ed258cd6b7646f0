import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { childEnvironment } from "../config.ts";
import { killedWithParent } from "./process/die-with-parent.ts";
import { FolderInUseError, type FolderLock, lockFolder } from "./folders/folder-lock.ts";
import { StartError } from "./process/start-error.ts";

/** The inputs of the build. They are compared by content, because a checkout changes modification times. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const BUILD_LIMIT_MS = 10 * 60_000;

/** Builds the pages unless a build of exactly these sources exists. */
export async function ensureBuild(root: string, printLine: (line: string) => void): Promise<void> {
  const stampPath = join(root, ".next", "triptych-sources");
  const sources = hashSources(root);
  const isBuilt = () => existsSync(join(root, ".next", "BUILD_ID")) && readIfExists(stampPath) === sources;
  if (isBuilt()) return;
  const lock = await waitForLock(join(root, "node_modules", ".cache", "triptych"), printLine);
  try {
    if (isBuilt()) return;
    printLine("Building the pages (once, about half a minute) …");
    await build(root);
    writeFileSync(stampPath, sources);
  } finally {
    lock.release();
  }
}

/** Prevents two processes from building into the same folder at once. */
async function waitForLock(folder: string, printLine: (line: string) => void): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const endsAt = performance.now() + BUILD_LIMIT_MS;
  for (let isWaiting = false; ; isWaiting = true) {
    try {
      return lockFolder(folder, "build.lock");
    } catch (error) {
      if (!(error instanceof FolderInUseError) || performance.now() > endsAt) throw error;
      if (!isWaiting) printLine("Waiting for another process to build the pages …");
      await delay(250);
    }
  }
}

function build(root: string): Promise<void> {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
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

function hashSources(root: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of SOURCES.flatMap((source) => listFiles(join(root, source)))) {
    hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => listFiles(join(path, name)));
}

function readIfExists(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
