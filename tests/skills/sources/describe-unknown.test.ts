import { expect, test } from "vitest";
import { findNearestName } from "../../../lib/nearest-name.ts";
import type { InstalledSkill } from "../../../lib/skills/sources/installed-skill.ts";
import { describeUnknownSkill } from "../../../lib/skills/sources/describe-unknown.ts";
import { createSkillFolders } from "../../support/skill-folder.ts";

test("an unknown skill is answered with the nearest name and the named skills, not with typed commands", async () => {
  const folders = createSkillFolders();
  folders.write("spam-check", { invoke: { kind: "command", command: "cat" } });
  const { skills } = await folders.open();
  folders.remove();
  const saved = skills.get("spam-check");
  if (saved?.folder === undefined) throw new Error("the skill was not read");
  const typed = { manifest: { ...saved.manifest, id: "command-12345678" }, folder: { ...saved.folder, isTyped: true } };
  const known = new Map<string, InstalledSkill>([
    ["spam-check", saved],
    ["command-12345678", typed],
  ]);
  expect(describeUnknownSkill("spam-chek", known)).toBe(
    "no skill spam-chek. Did you mean spam-check? Known skills: spam-check.",
  );
  expect(describeUnknownSkill("nonesuch", known)).toBe("no skill nonesuch. Known skills: spam-check.");
});

test("only a name that is near is proposed, in its own case", () => {
  expect(findNearestName("lable", ["text", "Label"])).toBe("Label");
  expect(findNearestName("LABEL", ["text", "label"])).toBe("label");
  expect(findNearestName("genre", ["text", "label"])).toBeNull();
  expect(findNearestName("x", [])).toBeNull();
});
