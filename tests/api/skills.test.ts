import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SkillList } from "../../lib/api/skill-documents.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
beforeAll(async () => void (server = await openTestWeb({ skills: skillRegistry })));
afterAll(() => server.close());

test("[M1] [N2] the API lists every installed skill with what a caller needs to start a run", async () => {
  const { status, body } = await server.api("GET", "/api/skills");
  const { items } = SkillList.parse(body);
  expect([status, items.map(({ id }) => id)]).toEqual([200, [...skillRegistry.keys()].toSorted()]);
  for (const skill of items) {
    const manifest = skillRegistry.get(skill.id)?.manifest;
    expect(skill.metrics).toEqual(manifest?.metrics);
    expect([skill.title, skill.unit, skill.items]).toEqual([manifest?.title, manifest?.unit, manifest?.profile.items]);
    expect(skill.input === null).toBe(manifest?.input === undefined);
    const accepts = new Ajv2020({ strict: false, logger: false }).compile(skill.options);
    expect([accepts({}), accepts(manifest?.options.parse({}))]).toEqual([true, true]);
    expect(accepts({ unheardOf: 1 })).toBe(manifest?.options.safeParse({ unheardOf: 1 }).success);
  }
});

test("[O3] the list needs a key", async () => {
  expect((await server.api("GET", "/api/skills", { key: null })).status).toBe(401);
});
