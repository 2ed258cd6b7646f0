import { z } from "zod";
import { fileName, resultPath } from "../names.ts";

/** A compiled LangGraph.js graph from a module of the skill's folder, run once per item. */
export const GraphInvoke = z.strictObject({
  kind: z.literal("graph"),
  module: fileName.describe("the module's file, such as graph.mjs; it imports what is installed in the skill's folder"),
  export: z
    .string()
    .min(1, "must not be empty")
    .default("graph")
    .describe("the name of a compiled graph, or of a function that receives the options and returns one"),
  input: z
    .json()
    .optional()
    .describe("the graph's input; {{COLUMN}} and {{options.NAME}} are filled in. Without it, it is the item itself"),
  output: resultPath
    .optional()
    .describe("where the final state holds the result, such as messages.-1.content; by default the whole state"),
  config: z
    .record(z.string(), z.json())
    .default({})
    .describe("what the graph runs with, such as configurable; {{COLUMN}} and {{options.NAME}} are filled in"),
  recursionLimit: z
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .default(25)
    .describe("an item that takes more steps fails"),
  concurrency: z
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(32, "must be at most 32")
    .default(1)
    .describe("items that a worker has open at once"),
});
export type GraphInvoke = z.infer<typeof GraphInvoke>;
