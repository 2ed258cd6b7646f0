import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { buildSkillSchema } from "../../../lib/cli/published-schemas.ts";
import { readDefinition } from "../../../lib/skills/definition/read-definition.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("[M1] the published JSON Schema of skill.yaml is current", () => {
  expect(JSON.parse(read("public/schema/skill.json")), "run npm run schema").toEqual(buildSkillSchema());
});

test("[M1] the example of the guide is valid, by our reader and by the published schema", () => {
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(read("docs/skills/your-own.md")) ?? [];
  expect(readDefinition(example)).toMatchObject({ ok: true });
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(buildSkillSchema());
  expect([validate(parse(example)), validate.errors]).toEqual([true, null]);
  expect(validate({ ...(parse(example) as object), titel: "x" })).toBe(false);
});
