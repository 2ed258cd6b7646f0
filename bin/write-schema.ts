import { mkdirSync, writeFileSync } from "node:fs";
import { buildFiguresSchema, buildJudgementSchema, buildSkillSchema } from "../lib/cli/published-schemas.ts";

/** `npm run schema`: writes the published JSON schemas. A test fails when they are outdated. */
const folder = new URL("../public/schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ["judgement.json", buildJudgementSchema()],
  ["figures.json", buildFiguresSchema()],
  ["skill.json", buildSkillSchema()],
] as const) {
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
