import { appendFileSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSkillFolders, type SkillFolders } from "../../support/skill-folder.ts";

let folders: SkillFolders;

beforeEach(() => {
  folders = createSkillFolders();
});

afterEach(() => folders.remove());

const COMMAND = { invoke: { kind: "command", command: "python3 run.py" } } as const;
const versionOf = async (id = "one") => (await folders.open()).skills.get(id)?.manifest.version;

test("[M1] the version changes with each file, also beside one that is too large to be read", async () => {
  const folder = folders.write("one", COMMAND, { "run.py": "print(1)", "a-model.bin": "" });
  // sparse, and more than a buffer can hold
  truncateSync(join(folder, "a-model.bin"), 2_300_000_000);
  const versions = [await versionOf()];
  writeFileSync(join(folder, "run.py"), "print(2)");
  versions.push(await versionOf());
  folders.write("one", { ...COMMAND, title: "New" });
  versions.push(await versionOf());
  utimesSync(join(folder, "a-model.bin"), 1, 1);
  versions.push(await versionOf());
  expect(versions).not.toContain(undefined);
  expect(new Set(versions).size).toBe(4);
});

test("[M1] logs do not change it", async () => {
  const folder = folders.write("one", COMMAND, { "run.py": "print(1)" });
  const before = await versionOf();
  appendFileSync(join(folder, "run.log"), "started\n");
  expect(await versionOf()).toBe(before);
});

test("[M1][M10] a program that the command names counts where it lies", async () => {
  const elsewhere = join(folders.skillsDir, "..", "elsewhere");
  mkdirSync(elsewhere);
  folders.write("one", { invoke: { ...COMMAND.invoke, folder: elsewhere } });
  const without = await versionOf();
  writeFileSync(join(elsewhere, "run.py"), "print(1)");
  const first = await versionOf();
  writeFileSync(join(elsewhere, "run.py"), "print(2)");
  const second = await versionOf();
  expect(new Set([without, first, second]).size).toBe(3);
  rmSync(elsewhere, { recursive: true });
  expect(await versionOf()).toBe(without);
});
