import { afterEach, beforeEach, expect, test } from "vitest";
import { uploadInput } from "../../lib/operations/inputs/upload-input.ts";
import { planRun } from "../../lib/operations/runs/plan-run.ts";
import { readDefinition } from "../../lib/skills/definition/read-definition.ts";
import { selectExpect } from "../../lib/skills/definition/select-expect.ts";
import { createMemoryContext } from "../support/memory-context.ts";
import { createSkillFolders, type SkillFolders } from "../support/skill-folder.ts";

let folders: SkillFolders;
beforeEach(() => {
  folders = createSkillFolders();
});
afterEach(() => folders.remove());

async function open(expectYaml: string) {
  const definition = `invoke: {kind: command, command: cat}\nitem: {data: rows.csv}\nunit: {one: mail, many: mails}\n${expectYaml}`;
  folders.write("any", definition, { "rows.csv": `Text,True Label\n${"a,spam\n".repeat(42)}` });
  const { skills } = await folders.open();
  return createMemoryContext({ skills });
}

async function plan(expectYaml: string, input: object) {
  const planned = await planRun(await open(expectYaml), { skill: "any", ...input });
  return planned.ok ? planned.value.spec : planned.error.message;
}

test("[B3] [M10] an uploaded file's column is found in any case, and its labels are counted under its own name", async () => {
  const ctx = await open("");
  const bytes = Buffer.from("Text,Label\na,spam\nb,\n");
  const uploaded = await uploadInput(ctx, { skillId: "any", name: "mails.csv", bytes });
  if (!uploaded.ok) throw new Error(uploaded.error.message);
  const { inputId } = uploaded.value;
  for (const column of ["Label", "label", " LABEL "]) {
    const planned = await planRun(ctx, { skill: "any", inputId, options: { expect: column } });
    expect(planned).toMatchObject({ ok: true, value: { spec: { input: { labels: { column: "Label", rows: 1 } } } } });
  }
  expect(await planRun(ctx, { skill: "any", inputId, options: { expect: "lable" } })).toMatchObject({
    ok: false,
    error: { message: "options: expect: mails.csv has no column lable. Did you mean Label? It has Text, Label" },
  });
});

test("[B3] [M10] the skill's own rows are compared by the same rule, before the start", async () => {
  expect(await plan("expect: {column: true_label}", {})).toMatchObject({ skillId: "any" });
  expect(await plan("expect: {column: genre}", {})).toBe(
    "options: expect: the skill's file of rows has no column genre. It has Text, True Label",
  );
});

test("[M10] results are compared with the column as it is written in the rows", () => {
  const select = (yaml: string, options: Record<string, string>) => {
    const read = readDefinition(`invoke: {kind: command, command: cat}\n${yaml}`);
    if (!read.ok) throw new Error(read.error.map(({ message }) => message).join());
    return selectExpect(read.value, options, [{ Text: "a" }, { Text: "b", Label: "spam" }]);
  };
  expect(select("", { expect: "label" })).toEqual({ column: "Label", match: "auto", tolerance: 0 });
  expect(select("", { expect: " " })).toBeNull();
  expect(select("expect: {column: label, match: contains}", {})).toMatchObject({ column: "Label", match: "contains" });
  // declared columns are all read in small letters
  const declared = "item: {columns: {text: {type: text}}}\nexpect: {column: True Label}";
  expect(select(declared, {})).toMatchObject({ column: "true_label" });
});

test("[B3] rows that repeat are said, and a length never asks for more than there are", async () => {
  const repeated = await plan("", { items: [33, 106, 279] });
  expect(repeated).toMatchObject({
    estimate: { warnings: ["complex has 279 mails, but the skill has only 42 rows: rows repeat."] },
  });
  expect(await plan("", {})).toMatchObject({ scenarios: [{ items: 10 }, { items: 20 }, { items: 42 }] });
  expect(await plan("", {})).toMatchObject({ estimate: { warnings: [] } });
  const variants = [{ name: "A" }, { name: "B", options: { mode: "fast" } }];
  expect(await plan("options: {mode: {type: string, default: exact}}", { variants })).toMatchObject({
    scenarios: [{ items: 40 }, { items: 40 }],
  });
});
