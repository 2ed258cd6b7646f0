import { z } from "zod";
import { FiguresFile } from "../figures/figures-schema.ts";
import { SkillDefinition } from "../skills/definition/definition.ts";
import { JudgementJson } from "../operations/runs/judgement-schema.ts";

type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema of a judgement. */
export function buildJudgementSchema(): JsonSchema {
  return describe(
    z.toJSONSchema(JudgementJson, { io: "output" }),
    "Judgement",
    "The judgement of one skill at several sizes, from a run or from figures measured with any tool. A part is null when the figures are not sufficient for it.",
  );
}

/** The JSON Schema of the input of `triptych judge`. */
export function buildFiguresSchema(): JsonSchema {
  return describe(
    z.toJSONSchema(FiguresFile, { io: "input" }),
    "Figures",
    "Times and qualities of one skill at several sizes. Points are cumulative; points whose items do not increase but add up to the total are read as batches.",
  );
}

/** The JSON Schema of skill.yaml, by which editors complete and check it. */
export function buildSkillSchema(): JsonSchema {
  return describe(
    z.toJSONSchema(SkillDefinition, { io: "input" }),
    "Skill",
    "skill.yaml: how a skill is invoked, the rows that it works on, what its results are compared with, its metrics, options and limits.",
  );
}

function describe({ $schema, ...rest }: JsonSchema, title: string, description: string): JsonSchema {
  return { $schema, title, description, ...rest };
}
