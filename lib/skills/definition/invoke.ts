import { z } from "zod";
import { CommandInvoke } from "./invoke/command.ts";
import { ModelInvoke } from "./invoke/model.ts";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion("kind", [CommandInvoke, ModelInvoke]);
export type Invoke = z.infer<typeof Invoke>;
