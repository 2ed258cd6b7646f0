import { z } from "zod";

const MAX_ITEMS = 1e12;
/** A nanosecond, and some 30,000 years. */
const MIN_MS = 1e-6;
const MAX_MS = 1e15;
export const MAX_SCENARIOS = 50;
export const MAX_POINTS = 100_000;

const toldItems = { error: "must be a whole number from 1 to 1e12" };
const toldTime = { error: "must be a number of milliseconds from 1e-6 to 1e15" };
const items = z.number(toldItems).int(toldItems).min(1, toldItems).max(MAX_ITEMS, toldItems);
const elapsedMs = z.number(toldTime).min(MIN_MS, toldTime).max(MAX_MS, toldTime);
const quality = z
  .number({ error: "must be a number from 0 to 1, or null" })
  .min(0, { error: "must be a number from 0 to 1, or null" })
  .max(1, { error: "must be a number from 0 to 1, or null" });

const FigurePoint = z.object({
  items: items.describe("finished so far, or of this batch alone"),
  elapsedMs: elapsedMs.describe("so far, or of this batch alone"),
});

export const ScenarioFile = z.object({
  id: z.string({ error: "must be a text" }).trim().min(1, { error: "must not be empty" }).max(64),
  label: z.string().trim().min(1).max(120).optional(),
  items,
  elapsedMs,
  quality: quality.nullish(),
  itemsDone: items.optional().describe("finished; all of them without it"),
  itemsFailed: z
    .number({ error: "must be a whole number of 0 or more" })
    .int({ error: "must be a whole number of 0 or more" })
    .min(0, { error: "must be a whole number of 0 or more" })
    .optional(),
  points: z.array(FigurePoint, { error: "must be a list of {items, elapsedMs}" }).max(MAX_POINTS).nullish(),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** Figures that were measured anywhere, as `triptych judge` takes them. */
export const FiguresFile = z.object({
  scenarios: z
    .array(ScenarioFile, { error: "must be a list of scenarios" })
    .min(1, { error: "must hold a scenario at least" })
    .max(MAX_SCENARIOS, { error: `must hold ${MAX_SCENARIOS} scenarios at most` }),
  unit: z.object({ one: z.string().min(1).max(40), many: z.string().min(1).max(40) }).optional(),
});
export type FiguresFile = z.infer<typeof FiguresFile>;
