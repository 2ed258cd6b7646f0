import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CHECK_NODE } from "../support/app-process.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Loads a copy of the check beside these installed files, on a Node that reports the version. */
function check(installed: readonly string[], version = process.versions.node) {
  const root = mkdtempSync(join(tmpdir(), "triptych-node-"));
  folders.push(root);
  for (const file of ["bin/check-node.mjs", ...installed]) mkdirSync(join(root, file, ".."), { recursive: true });
  for (const file of installed) writeFileSync(join(root, file), "");
  copyFileSync(CHECK_NODE, join(root, "bin/check-node.mjs"));
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
  const args = ["--import", pretend, "--import", join(root, "bin/check-node.mjs"), "-e", "console.log('started')"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

test.each([
  ["packages that are not installed", [], "24.0.0", "npm ci\n"],
  ["an old Node without packages", [], "20.20.2", "npm ci\n"],
  ["an old Node beside the installed one", ["node_modules/node/bin/node"], "20.20.2", "npm start"],
  ["an old Node and packages without Node", ["node_modules/next/package.json"], "22.17.9", "npm ci --include=dev"],
])("[O1] %s: the start ends with the command that helps", (_, installed, version, advice) => {
  const { status, said } = check(installed, version);
  expect([status, said]).toEqual([1, expect.stringMatching(/^Triptych cannot start: /)]);
  expect(said).toContain(advice);
});

test("[O1] a Node that is new enough starts", () => {
  expect(check(["node_modules/next/package.json"])).toEqual({ status: 0, said: "started\n" });
});
