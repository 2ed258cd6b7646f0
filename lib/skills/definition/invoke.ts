import { z } from "zod";
import { AgentInvoke } from "./invoke/agent.ts";
import { CommandInvoke } from "./invoke/command.ts";
import { HttpInvoke } from "./invoke/http.ts";
import { GraphInvoke } from "./invoke/graph.ts";
import { McpInvoke } from "./invoke/mcp.ts";
import { ModelInvoke } from "./invoke/model.ts";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion("kind", [
  CommandInvoke,
  HttpInvoke,
  McpInvoke,
  ModelInvoke,
  AgentInvoke,
  GraphInvoke,
]);
export type Invoke = z.infer<typeof Invoke>;
