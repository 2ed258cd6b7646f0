import { z } from "zod";
import { SCENARIO_IDS } from "../../core/inputs/defaults.ts";
import { DISTRIBUTIONS } from "../../core/run/spec.ts";
import { findSecretProblem } from "./check-secrets.ts";
import { EXPECT_OPTION, Expect, ResultMapping } from "./expect.ts";
import { Invoke } from "./invoke.ts";
import { ModelJudge } from "./judge.ts";
import { scoresItself } from "./kind-defaults.ts";
import { Metric } from "./metrics.ts";
import { checkModels } from "./model-options.ts";
import { declaredColumn, environmentName, fileName, receivableName } from "./names.ts";
import { Option } from "./options.ts";
import { SkillPrices } from "./prices.ts";

const shortText = z.string().trim().min(1, "must not be empty").max(60, "must have at most 60 characters");
const unit = z.strictObject({ one: shortText, many: shortText });
const size = z.number("must be a number").int("must be a whole number").min(1, "must be at least 1");

const Column = z.strictObject({
  type: z.enum(["text", "number", "boolean", "json"]).default("text"),
  required: z.boolean().default(true),
  description: z.string().trim().max(200, "must have at most 200 characters").default(""),
});

const Item = z.strictObject({
  columns: z
    .record(declaredColumn, Column)
    .refine((columns) => Object.keys(columns).length > 0, "must name at least one column")
    .optional()
    .describe("the columns that the skill uses; without it, an item is a whole row"),
  data: fileName
    .optional()
    .describe("rows of the skill's own, as CSV, JSON or JSONL: they are used unless rows are uploaded"),
});

const ScenarioSettings = z.strictObject({
  batchSize: size.max(10_000).optional(),
  concurrency: size.max(10, "must be at most 10").optional(),
  timeBudgetMs: size.optional(),
  memoryLimitMb: size.min(32, "must be at least 32").optional(),
  errorTolerance: z.number().min(0).max(1).optional(),
  targetQuality: z.number().min(0).max(1).optional(),
  distribution: z
    .enum(DISTRIBUTIONS)
    .optional()
    .describe("how rows are drawn; uniform: each one once before any repeats. By default complex is skewed"),
});

const Limits = z.strictObject({
  itemTimeoutSeconds: z
    .number("must be a number")
    .gt(0, "must be above 0")
    .max(3_600, "must be at most 3600")
    .optional()
    .describe("an item that takes longer fails; by default 30, for an agent 600"),
  maxItems: size.default(100_000).describe("largest number of items per scenario"),
  maxProcesses: size.default(64).describe("a worker that starts more processes is ended"),
});

const Sizes = z
  .strictObject({ simple: size, medium: size, complex: size })
  .refine(({ simple, medium, complex }) => simple <= medium && medium <= complex, "must ascend from simple to complex");

/** skill.yaml: everything about a skill, as data. */
export const SkillDefinition = z
  .strictObject({
    $schema: z.string().optional(),
    title: shortText.optional().describe("shown to the audience; by default the folder's name"),
    summary: z.string().trim().max(300, "must have at most 300 characters").default(""),
    version: shortText
      .optional()
      .describe("raise it whenever results may differ; by default a checksum of the skill's files"),
    unit: unit.default({ one: "item", many: "items" }).describe("the name of one item and of several"),
    invoke: Invoke,
    item: Item.prefault({}),
    expect: Expect.optional(),
    judge: ModelJudge.optional().describe("a model that judges results, alone or beside expect"),
    result: ResultMapping.prefault({}),
    metrics: z.array(Metric).max(20, "must be at most 20").default([]),
    options: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), Option).default({}),
    sizes: Sizes.optional(),
    scenarios: z.partialRecord(z.enum(SCENARIO_IDS), ScenarioSettings).default({}),
    limits: Limits.prefault({}),
    prices: SkillPrices.optional().describe("what the model costs"),
    env: z
      .array(receivableName)
      .default([])
      .describe("variables of the operator's environment that the skill receives"),
    set: z.record(environmentName, z.string()).default({}).describe("variables with fixed values"),
    secrets: z
      .array(receivableName)
      .default([])
      .describe("like env, for values that must not appear anywhere: they are removed from what the skill prints"),
  })
  .check(({ value, issues }) => {
    const { sizes, limits, item, options, invoke } = value;
    const secretProblem = findSecretProblem(invoke, value.secrets);
    if (secretProblem !== null)
      issues.push({ code: "custom", input: invoke, path: ["invoke"], message: secretProblem });
    for (const { path, message } of checkModels(value))
      issues.push({ code: "custom", input: value, path: [...path], message });
    if (sizes !== undefined && sizes.complex > limits.maxItems)
      issues.push({
        code: "custom",
        input: sizes,
        path: ["sizes", "complex"],
        message: `must be at most limits.maxItems (${limits.maxItems})`,
      });
    if (scoresItself(value) && value.expect !== undefined)
      issues.push({
        code: "custom",
        input: value.expect,
        path: ["expect"],
        message: "is not needed beside invoke.check, which scores the outcome. Remove one of them",
      });
    if (item.columns === undefined && EXPECT_OPTION in options)
      issues.push({
        code: "custom",
        input: options,
        path: ["options", EXPECT_OPTION],
        message: "is taken: it names the expected column. Choose another name",
      });
  });
export type SkillDefinition = z.infer<typeof SkillDefinition>;
