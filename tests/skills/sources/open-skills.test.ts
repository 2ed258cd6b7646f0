import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSkills, type SkillSources } from "../../../lib/skills/sources/open-skills.ts";
import { createSkillFolders, type SkillFolders } from "../../support/skill-folder.ts";

const COMMAND = { invoke: { kind: "command", command: "cat" } } as const;

const SERVICE = { kind: "model", provider: "anthropic", model: "m", prompt: "{{text}}", apiKey: "KEY" } as const;
const MODEL = { invoke: SERVICE, secrets: ["KEY"] };

let folders: SkillFolders;
let open: SkillSources | null = null;

beforeEach(() => {
  folders = createSkillFolders();
});

afterEach(async () => {
  await open?.close();
  open = null;
  folders.remove();
});

const idsOf = ({ skills }: SkillSources) => [...skills.keys()].filter((id) => !BUNDLED.includes(id));
const BUNDLED = [
  "text-classification",
  "security-scanning",
  "performance-testing",
  "data-transformation",
  "film-genres",
];

describe("skills from folders", () => {
  test("[M1] stand beside the bundled ones, and a mistake in one hides no other", async () => {
    folders.write("good", { ...COMMAND, title: "Good" });
    folders.write("bad", "invoke: 3\n");
    folders.write("data-missing", { ...COMMAND, item: { data: "rows.csv" } });
    folders.write("Wrong Name", COMMAND);
    folders.write("text-classification", COMMAND);
    const sources = await folders.open();
    expect(idsOf(sources)).toEqual(["good"]);
    expect(sources.skills.get("text-classification")?.folder).toBeUndefined();
    const problems = sources
      .problems()
      .map(
        ({ folder, problems: each }) =>
          `${folder.slice(folders.skillsDir.length + 1)}: ${each.map(({ message }) => message).join()}`,
      );
    expect(problems.toSorted()).toEqual([
      expect.stringMatching(/^Wrong Name: The folder's name must be lower-case/),
      expect.stringMatching(/^bad: /),
      "data-missing: There is no file rows.csv in the folder.",
      "text-classification: A bundled skill is called text-classification. Rename the folder.",
    ]);
  });

  test("[M1] rows of its own give the sizes; a wrong row is named", async () => {
    const row = { invoke: COMMAND.invoke, item: { columns: { n: { type: "number" } }, data: "rows.csv" } } as const;
    folders.write("good", row, { "rows.csv": `n\n${Array.from({ length: 16 }, (_, n) => n).join("\n")}\n` });
    folders.write("bad", row, { "rows.csv": "n\n1\nmany\n" });
    const sources = await folders.open();
    expect(sources.skills.get("good")?.manifest.profile.items).toEqual({ simple: 2, medium: 6, complex: 16 });
    expect(sources.problems()[0]?.problems[0]?.message).toBe("rows.csv: row 2 (line 3), column n: must be a number");
  });

  test("[M1] a folder whose reading fails in any way hides no other", async () => {
    folders.write("good", COMMAND);
    const folder = folders.write("model", MODEL);
    mkdirSync(join(folder, "answers.jsonl"));
    symlinkSync("endless", join(folders.skillsDir, "endless"));
    const sources = await folders.open();
    expect(idsOf(sources)).toEqual(["good"]);
    expect(sources.problems().map(({ problems: [first] }) => first?.message)).toEqual([
      expect.stringMatching(/endless.* cannot be read \(ELOOP\)\. A link leads back to itself: delete it\./),
      "It cannot be read: The recorded answers cannot be read: answers.jsonl is not a regular file.",
    ]);
  });

  test("[M1] only regular files of a sensible size are read: a FIFO, a socket or a device hides no other skill", async () => {
    const { skillsDir } = folders;
    const [data, answers, large] = [
      folders.write("data", { ...COMMAND, item: { data: "rows.csv" } }),
      folders.write("model", MODEL),
      folders.write("large", { ...COMMAND, item: { data: "rows.csv" } }, { "rows.csv": "" }),
    ];
    const own = ["fifo", "socket", "device", "folder", "endless"].map((name) => join(skillsDir, name, "skill.yaml"));
    const [fifo = "", socket = "", device = "", folder = "", endless = ""] = own;
    for (const path of own) mkdirSync(path === folder ? path : join(path, ".."), { recursive: true });
    for (const path of [fifo, join(data, "rows.csv"), join(answers, "answers.jsonl")]) execFileSync("mkfifo", [path]);
    const server = createServer().listen(socket);
    await once(server, "listening");
    symlinkSync("/dev/zero", device);
    writeFileSync(endless, "");
    truncateSync(endless, 2_300_000_000);
    truncateSync(join(large, "rows.csv"), 2_300_000_000);
    folders.write("zzz", COMMAND);
    const sources = await folders.open();
    server.close();
    expect(idsOf(sources)).toEqual(["zzz"]);
    const listed = sources.problems().map(({ folder: path, problems: [first] }) => [basename(path), first?.message]);
    expect(Object.fromEntries(listed)).toEqual({
      fifo: "skill.yaml is not a regular file.",
      socket: "skill.yaml cannot be read (ENXIO).",
      device: "skill.yaml is not a regular file.",
      folder: "skill.yaml is not a regular file.",
      endless: "skill.yaml has more than 65,536 bytes.",
      data: "rows.csv is not a regular file.",
      model: "It cannot be read: The recorded answers cannot be read: answers.jsonl is not a regular file.",
      large: "rows.csv has more than 20,971,520 bytes.",
    });
  });

  test("[M1] only a folder that changed is read again; one that has just changed is, until its files are older", async () => {
    const { skillsDir, typedDir } = folders;
    const elsewhere = join(skillsDir, "..", "program.py");
    writeFileSync(elsewhere, "print(1)");
    folders.write("one", COMMAND, { "run.py": "print(1)" });
    folders.write("two", { invoke: { kind: "command", command: `python3 ${elsewhere}` } });
    let [aheadMs, readings] = [0, 0];
    const nowMs = () => Date.now() + aheadMs;
    open = await openSkills({ skillsDir, typedDir, isWatching: false, nowMs, onRead: () => (readings += 1) });
    const { skills, refresh } = open;
    const readAgain = async () => {
      const before = new Map(skills);
      await refresh();
      return ["one", "two"].filter((id) => skills.get(id) !== before.get(id));
    };
    expect(await readAgain()).toEqual(["one", "two"]);
    aheadMs = 10_000;
    expect(await readAgain()).toEqual(["one", "two"]);
    expect(await readAgain()).toEqual([]);
    writeFileSync(join(skillsDir, "one", "run.py"), "print(2)");
    expect(await readAgain()).toEqual(["one"]);
    writeFileSync(elsewhere, "print(2)");
    expect(await readAgain()).toEqual(["two"]);
    expect(await readAgain()).toEqual([]);
    rmSync(elsewhere);
    expect(await readAgain()).toEqual(["two"]);
    expect(readings).toBe(8);
  });

  test("[M1] what cannot be followed is reported once with what to do, and hides nothing", async () => {
    const { skillsDir, typedDir } = folders;
    const troubles: string[] = [];
    const folder = folders.write("first", COMMAND);
    symlinkSync("early", join(folder, "early"));
    open = await openSkills({ skillsDir, typedDir, isWatching: true, onTrouble: (message) => troubles.push(message) });
    const sources = open;
    expect(idsOf(sources)).toEqual(["first"]);
    const second = folders.write("second", COMMAND);
    symlinkSync("late", join(second, "late"));
    await expect.poll(() => troubles.length).toBe(2);
    await expect.poll(() => idsOf(sources)).toEqual(["first", "second"]);
    expect(troubles.toSorted()).toEqual([
      expect.stringMatching(/first\/early cannot be read \(ELOOP\).*delete it/),
      expect.stringMatching(/second\/late cannot be read \(ELOOP\).*delete it/),
    ]);
  });

  test("[M1] however many ask for it, at most one reading waits", async () => {
    const { skillsDir, typedDir } = folders;
    let readings = 0;
    open = await openSkills({ skillsDir, typedDir, isWatching: false, onRead: () => (readings += 1) });
    const first = open.refresh();
    const { refresh } = open;
    const early = Array.from({ length: 20 }, () => refresh());
    await first;
    await Promise.all(early);
    expect(readings).toBe(2);
    folders.write("late", COMMAND);
    await open.refresh();
    expect(idsOf(open)).toEqual(["late"]);
  });

  test("[M1] a folder that comes, changes and goes is followed", async () => {
    const { skillsDir, typedDir } = folders;
    open = await openSkills({ skillsDir, typedDir, isWatching: true });
    const sources = open;
    const folder = folders.write("late", { ...COMMAND, title: "Late" });
    await expect.poll(() => sources.skills.get("late")?.manifest.title).toBe("Late");
    writeFileSync(join(folder, "skill.yaml"), "invoke: 3\n");
    await expect.poll(() => sources.problems().length).toBe(1);
    folders.write("late", { ...COMMAND, title: "Later" });
    await expect.poll(() => sources.skills.get("late")?.manifest.title).toBe("Later");
    expect(sources.problems()).toEqual([]);
    rmSync(folder, { recursive: true });
    await expect.poll(() => idsOf(sources)).toEqual([]);
  });
});
