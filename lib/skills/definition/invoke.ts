import { z } from "zod";
import { AgentInvoke } from "./invoke/agent.ts";
import { CommandInvoke } from "./invoke/command.ts";
import { HttpInvoke } from "./invoke/http.ts";
import { ModelInvoke } from "./invoke/model.ts";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion("kind", [CommandInvoke, HttpInvoke, AgentInvoke, ModelInvoke]);
export type Invoke = z.infer<typeof Invoke>;
