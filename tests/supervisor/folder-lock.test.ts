import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "../../lib/supervisor/folders/folder-lock.ts";
import { isProcessAlive, processStartedAt } from "../../lib/supervisor/process/process-identity.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-lock-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockPath = () => join(folder, "triptych.lock");

test("[O1] a locked folder is refused with the holder's pid, and free once released", () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(
    `Triptych already runs on the data folder ${folder} (process ${process.pid})`,
  );
  lock.release();
  lockFolder(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("[E2] a lock of a killed process, of a reused pid, or damaged by a crash is replaced", async () => {
  const child = spawn("sleep", ["60"]);
  await once(child, "spawn");
  const dead = { pid: child.pid ?? 0, startedAt: processStartedAt(child.pid ?? 0) ?? "" };
  child.kill("SIGKILL");
  await once(child, "exit");
  for (const content of [
    JSON.stringify(dead),
    JSON.stringify({ pid: process.pid, startedAt: "before the reboot" }),
    '{"pid":',
    "",
  ]) {
    writeFileSync(lockPath(), content);
    const lock = lockFolder(folder);
    expect(readFileSync(lockPath(), "utf8")).toContain(`"pid":${process.pid}`);
    lock.release();
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("[O1] releasing twice, or after another process locked the folder, keeps the other's lock", () => {
  const lock = lockFolder(folder);
  const other = JSON.stringify({ pid: 1, startedAt: processStartedAt(1) });
  writeFileSync(lockPath(), other);
  lock.release();
  expect(readFileSync(lockPath(), "utf8")).toBe(other);
});

test("[E2] a process is identified by its start time too, and a zombie counts as gone", async () => {
  expect(isProcessAlive(process.pid, processStartedAt(process.pid) ?? "")).toBe(true);
  expect(isProcessAlive(process.pid, "another")).toBe(false);
  // a shell that does not reap its child leaves a zombie
  const shell = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "inherit"] });
  const [chunk] = (await once(shell.stdout, "data")) as [Buffer];
  await expect.poll(() => processStartedAt(Number(chunk.toString().trim()))).toBeNull();
  shell.kill("SIGKILL");
});
