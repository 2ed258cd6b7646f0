import { z } from "zod";
import { CommandInvoke } from "./invoke/command.ts";

/** How a skill is invoked, by kind. */
export const Invoke = z.discriminatedUnion("kind", [CommandInvoke]);
export type Invoke = z.infer<typeof Invoke>;
