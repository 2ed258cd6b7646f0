import { z } from "zod";
import { AgentInvoke } from "./invoke/agent.ts";
import { CommandInvoke } from "./invoke/command.ts";
import { HttpInvoke } from "./invoke/http.ts";
import { GraphInvoke } from "./invoke/graph.ts";
import { McpInvoke } from "./invoke/mcp.ts";
import { ModelInvoke } from "./invoke/model.ts";

const MISSING = "is missing: it says how the skill is started, such as kind: command and command: python3 classify.py";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion(
  "kind",
  [CommandInvoke, HttpInvoke, McpInvoke, ModelInvoke, AgentInvoke, GraphInvoke],
  { error: ({ input }) => (input === undefined ? MISSING : undefined) },
);
export type Invoke = z.infer<typeof Invoke>;
