import { z } from "zod";
import { fileName } from "../names.ts";
import { commandLine } from "./command.ts";

const PRESETS = ["claude", "codex", "json", "jsonl"] as const;

/** The command line of an agent, started once per item in a working folder of its own. */
export const AgentInvoke = z
  .strictObject({
    kind: z.literal("agent"),
    preset: z
      .enum(PRESETS)
      .describe("claude and codex: a command line of that name; json: a program that prints one result; jsonl: events"),
    command: commandLine
      .optional()
      .describe(
        "program and arguments, instead of the preset's; {{prompt}}, {{COLUMN}} and {{options.NAME}} are filled in",
      ),
    prompt: z
      .string({ error: "must be the text that the agent gets, such as {{task}}" })
      .trim()
      .min(1, "must not be empty")
      .describe(
        "what the agent is asked, on its stdin unless the command has {{prompt}}; {{COLUMN}} and {{options.NAME}} are filled in",
      ),
    maxTurns: z
      .number("must be a number")
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(1_000, "must be at most 1000")
      .optional()
      .describe("an item that takes more turns fails"),
    files: z
      .array(fileName)
      .max(50, "must be at most 50")
      .default([])
      .describe(
        "files and folders of the skill that are copied into the working folder; of a name that ends with /, the content",
      ),
    check: commandLine.optional().describe("a program that scores the outcome, run in the working folder"),
    keep: z.enum(["none", "failed", "all"]).default("none").describe("working folders that are not removed"),
  })
  .check(({ value, issues }) => {
    if (value.command === undefined && (value.preset === "json" || value.preset === "jsonl"))
      issues.push({
        code: "custom",
        input: value,
        path: ["command"],
        message: `is needed with the preset ${value.preset}: the program that is started`,
      });
  });
export type AgentInvoke = z.infer<typeof AgentInvoke>;
