import { isAbsolute } from "node:path";
import { z } from "zod";
import { splitCommand } from "../split-command.ts";

/**
 * A program, started without a shell. item: one process per item, which reads it on stdin as JSON and prints its result; lines:
 * one process per worker, an item and a result per line; protocol: one process per worker that speaks the line protocol itself.
 */
export const CommandInvoke = z.strictObject({
  kind: z.literal("command"),
  command: z
    .union([z.string().trim().min(1, "must not be empty"), z.array(z.string().min(1)).min(1)], {
      error: 'must be a command such as "python3 classify.py", or a list of its arguments',
    })
    .check(({ value, issues }) => {
      const argv = splitCommand(value);
      if (!argv.ok) issues.push({ code: "custom", input: value, message: argv.error });
    })
    .describe("program and arguments; {{options.NAME}} and {{COLUMN}} are filled in"),
  speaks: z.enum(["item", "lines", "protocol"]).default("item"),
  folder: z
    .string()
    .refine(isAbsolute, "must be an absolute path")
    .optional()
    .describe("the folder in which it runs; by default the skill's own"),
});
export type CommandInvoke = z.infer<typeof CommandInvoke>;
