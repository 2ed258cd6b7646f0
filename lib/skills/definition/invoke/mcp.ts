import { z } from "zod";
import { parseNetworkTarget } from "../../../network-targets.ts";
import { resultPath } from "../names.ts";
import { commandLine } from "./command.ts";

const StdioServer = z.strictObject({
  command: commandLine.describe(
    "a server that speaks MCP on stdin and stdout, started in the skill's folder; {{options.NAME}} is filled in",
  ),
});

const HttpServer = z.strictObject({
  url: z
    .string()
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "must be an http or https address")
    .describe("a server that speaks MCP over streamable HTTP"),
  headers: z
    .record(z.string().min(1), z.string())
    .default({})
    .describe("sent with every request; {{secrets.NAME}} and {{options.NAME}} are filled in"),
  allow: z
    .array(
      z
        .string()
        .refine(
          (text) => typeof parseNetworkTarget(text)?.port === "number",
          'must be a server with its port, such as "localhost:3001"',
        ),
    )
    .default([])
    .describe("needed when the server is not on the internet: its name or address with its port"),
});

/** A tool of an MCP server, called once per item or once per batch. */
export const McpInvoke = z.strictObject({
  kind: z.literal("mcp"),
  server: z.union([StdioServer, HttpServer], {
    error: 'must have either command, such as "npx -y SERVER", or url, with headers if needed',
  }),
  tool: z.string().min(1, "must not be empty").describe("the tool's name"),
  arguments: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      "the tool's arguments; {{COLUMN}} and {{options.NAME}} are filled in, {{items}} for a batch. Without it, they are the item itself",
    ),
  per: z.enum(["item", "batch"]).default("item").describe("what one call of the tool is given"),
  results: resultPath
    .optional()
    .describe("for a batch: where the answer holds a list with a result per item; by default its only list"),
  concurrency: z
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(32, "must be at most 32")
    .default(1)
    .describe("calls that a worker has open at once"),
});
export type McpInvoke = z.infer<typeof McpInvoke>;
