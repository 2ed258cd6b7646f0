import { z } from "zod";
import { CHECK_IDS } from "../core/ports/skill-checker.ts";
import type { SkillManifest } from "../skills/contract/contract.ts";

const count = z.number().int();
const unit = z.object({ one: z.string(), many: z.string() });
const sizes = z.object({ simple: count, medium: count, complex: count });
const coefficients = z.record(z.string(), z.number());
const settings = z.record(z.string(), z.looseObject({})).describe("settings by scenario name");

const Metric = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  formula: z.union([
    z.object({ kind: z.literal("ratio"), numerator: coefficients, denominator: coefficients }),
    z.object({ kind: z.literal("percentile"), of: z.string(), percentile: z.number() }),
    z.object({ kind: z.literal("rate"), of: z.string() }),
  ]),
  target: z.object({ comparison: z.enum(["<", "<=", ">", ">=", "="]), value: z.number() }),
  weight: z.number().describe("share of the score, relative to the other metrics; 0: shown, but not scored"),
});

/** A skill, with all that a caller needs to start a run of it. */
export const SkillDocument = z.object({
  id: z.string().describe("pass it as skill to start a run"),
  title: z.string(),
  version: z.string(),
  summary: z.string(),
  unit: unit.describe("the name of one item and of several"),
  growth: z.enum(["linear", "sublinear", "quadratic"]).describe("expected growth of the time"),
  items: sizes.describe("default sizes of a run"),
  stage: z.object({ items: sizes, scenarios: settings }).describe("sizes and settings of the stage demo"),
  scenarioDefaults: settings,
  maxItems: count.describe("maximum per scenario"),
  metrics: z.array(Metric),
  options: z.looseObject({}).describe("JSON Schema of the options"),
  input: z
    .object({
      columns: z.array(z.object({ name: z.string(), required: z.boolean(), description: z.string() })),
      anyColumns: z.boolean().describe("rows may have any columns, and all of them reach the skill"),
      expectedColumn: z.string().nullable().describe("results are compared with it; null: with none"),
      unit,
      example: z.object({ name: z.string(), content: z.string() }),
    })
    .nullable()
    .describe("the rows of an uploaded file; null: accepts none"),
  needsRows: z.boolean().describe("it has no data of its own: a run needs uploaded rows"),
  noInput: z.string().nullable().describe("why it accepts no rows"),
});
type SkillDocument = z.infer<typeof SkillDocument>;

export const SkillList = z.object({ items: z.array(SkillDocument) });

export const SkillCheckDocument = z.object({
  passed: z.boolean().describe("no check failed"),
  checks: z.array(
    z.object({
      id: z.enum(CHECK_IDS),
      status: z.enum(["pass", "fail", "note"]).describe("note: worth knowing, and no fault"),
      message: z.string(),
    }),
  ),
});

export function toSkillDocument(skill: SkillManifest): SkillDocument {
  const { id, title, version, summary, profile, stage, scenarioDefaults, maxItems, metrics, options, input } = skill;
  const { $schema: _, ...schema } = z.toJSONSchema(options, { io: "input", unrepresentable: "any" });
  return {
    id,
    title,
    version,
    summary,
    unit: skill.unit,
    growth: profile.growth,
    items: profile.items,
    stage: { items: stage.items, scenarios: copyAll(stage.scenarios) },
    scenarioDefaults: copyAll(scenarioDefaults),
    maxItems,
    metrics: metrics.map((metric) => ({ ...metric, formula: copyFormula(metric.formula) })),
    options: schema,
    input:
      input === undefined
        ? null
        : {
            columns: [...input.columns],
            anyColumns: input.anyColumns === true,
            expectedColumn: input.truth?.column || null,
            unit: input.unit ?? skill.unit,
            example: input.example,
          },
    needsRows: skill.needsRows === true,
    noInput: input === undefined ? (skill.noInput ?? null) : null,
  };
}

function copyAll(settings: { readonly [scenario: string]: object }): SkillDocument["scenarioDefaults"] {
  return Object.fromEntries(Object.entries(settings).map(([name, each]) => [name, { ...each }]));
}

function copyFormula(
  formula: SkillManifest["metrics"][number]["formula"],
): SkillDocument["metrics"][number]["formula"] {
  return formula.kind === "ratio"
    ? { ...formula, numerator: { ...formula.numerator }, denominator: { ...formula.denominator } }
    : formula;
}
