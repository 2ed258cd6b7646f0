import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSkills, type SkillSources } from "../../../lib/skills/sources/open-skills.ts";
import { createSkillFolders, type SkillFolders } from "../../support/skill-folder.ts";

const COMMAND = { invoke: { kind: "command", command: "cat" } } as const;

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
    const model = { kind: "model", provider: "anthropic", model: "m", prompt: "{{text}}", apiKey: "KEY" } as const;
    const folder = folders.write("model", { invoke: model, secrets: ["KEY"] });
    mkdirSync(join(folder, "answers.jsonl"));
    symlinkSync("endless", join(folders.skillsDir, "endless"));
    const sources = await folders.open();
    expect(idsOf(sources)).toEqual(["good"]);
    expect(sources.problems().map(({ problems: [first] }) => first?.message)).toEqual([
      expect.stringMatching(/endless.* cannot be read \(ELOOP\)\. A link leads back to itself: delete it\./),
      "It cannot be read: The recorded answers in answers.jsonl cannot be read",
    ]);
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
