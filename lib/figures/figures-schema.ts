import { z } from "zod";

const MAX_ITEMS = 1e12;
/** About 30,000 years. */
const MAX_MS = 1e15;
export const MAX_SCENARIOS = 50;
export const MAX_POINTS = 100_000;

const itemsError = { error: "must be a whole number from 1 to 1e12" };
const timeError = { error: "must be a number of milliseconds from 0 to 1e15" };
const pointError = { error: "must be a number of milliseconds above 0, at most 1e15" };
const items = z.number(itemsError).int(itemsError).min(1, itemsError).max(MAX_ITEMS, itemsError);
const elapsedMs = z.number(timeError).min(0, timeError).max(MAX_MS, timeError);
const quality = z
  .number({ error: "must be a number from 0 to 1, or null" })
  .min(0, { error: "must be a number from 0 to 1, or null" })
  .max(1, { error: "must be a number from 0 to 1, or null" });

const noun = z.string().min(1).max(40);

const FigurePoint = z.object({
  items: items.describe("items finished so far, or in this batch"),
  elapsedMs: z
    .number(pointError)
    .positive(pointError)
    .max(MAX_MS, pointError)
    .describe("elapsed so far, or in this batch"),
});

export const ScenarioFile = z.object({
  id: z.string({ error: "must be a string" }).trim().min(1, { error: "must not be empty" }).max(64),
  label: z.string().trim().min(1).max(120).optional(),
  items,
  elapsedMs: elapsedMs.describe("0: below the step of the clock; such a scenario is left out"),
  quality: quality.nullish(),
  itemsDone: items.optional().describe("number of finished items; defaults to all"),
  itemsFailed: z
    .number({ error: "must be a whole number of 0 or more" })
    .int({ error: "must be a whole number of 0 or more" })
    .min(0, { error: "must be a whole number of 0 or more" })
    .optional(),
  points: z.array(FigurePoint, { error: "must be a list of {items, elapsedMs}" }).max(MAX_POINTS).nullish(),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** The input of `triptych judge`: figures measured with any tool. */
export const FiguresFile = z.object({
  scenarios: z
    .array(ScenarioFile, { error: "must be a list of scenarios" })
    .min(1, { error: "must contain at least one scenario" })
    .max(MAX_SCENARIOS, { error: `must contain at most ${MAX_SCENARIOS} scenarios` }),
  unit: z
    .union([z.object({ one: noun, many: noun }), noun], {
      error: 'must be "threads" or {"one": "thread", "many": "threads"}',
    })
    .optional()
    .describe("what a size counts"),
});
export type FiguresFile = z.infer<typeof FiguresFile>;
