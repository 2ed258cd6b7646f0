import { listSkills } from "../operations/skills/list-skills.ts";
import { json, keyedErrors, type Endpoint } from "./endpoint.ts";
import { unwrap } from "./http.ts";
import { SkillList, toSkillDocument } from "./skill-documents.ts";

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
];
