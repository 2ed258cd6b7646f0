import { listSkills } from "../operations/skills/list-skills.ts";
import { checkSkill } from "../operations/skills/check-skill.ts";
import { json, keyedErrors, named, type Endpoint } from "./endpoint.ts";
import { unwrap } from "./http.ts";
import { SkillCheckDocument, SkillList, toSkillDocument } from "./skill-documents.ts";

export const skillEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/api/skills",
    access: "key",
    operation: {
      operationId: "listSkills",
      summary: "The installed skills, with their sizes, metrics, options and the format of uploaded rows",
      responses: { 200: json("All skills, by id", SkillList), ...keyedErrors() },
    },
    handle: async (call) => call.json({ items: unwrap(listSkills(call.var.ctx)).map(toSkillDocument) }),
  },
  {
    method: "post",
    path: "/api/skills/{id}/check",
    access: "key-or-session",
    operation: {
      operationId: "checkSkill",
      summary:
        "Try a skill at a few items: what passes, what fails, and what to do. Takes some seconds, with an agent minutes. An agent or a live model is called up to 5 times per model, which may cost",
      requestParams: { path: named("id") },
      responses: { 200: json("The checks, in order", SkillCheckDocument), ...keyedErrors(403, 404) },
    },
    async handle(call) {
      const checks = unwrap(await checkSkill(call.var.ctx, call.req.param("id") ?? ""));
      return call.json({ passed: checks.every(({ status }) => status !== "fail"), checks });
    },
  },
];
