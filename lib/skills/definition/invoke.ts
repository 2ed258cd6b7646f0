import { z } from "zod";
import { CommandInvoke } from "./invoke/command.ts";
import { GraphInvoke } from "./invoke/graph.ts";
import { McpInvoke } from "./invoke/mcp.ts";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion("kind", [CommandInvoke, McpInvoke, GraphInvoke]);
export type Invoke = z.infer<typeof Invoke>;
