import { z } from "zod";
import { COMMAND_TYPES } from "../../core/run/commands.ts";
import { FAULT_KINDS } from "../../core/run/faults.ts";
import { storableText } from "../inputs/storable.ts";

/** The fields of a command; socket, server action and API build their messages from them. */
export const COMMAND_FIELDS = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/, "is 1 to 100 letters, digits, dots, dashes, colons or underscores")
    .describe(
      "unique id of the click: a repeated request has no further effect, and another command with the same id is refused as click-id-reused",
    ),
  type: z.enum(COMMAND_TYPES),
  scenarioId: storableText.min(1).max(64).nullable().default(null),
  percent: z.number().int().min(0).max(100).nullable().default(null),
  force: z.boolean().default(false),
  fault: z.enum(FAULT_KINDS).nullable().default(null),
};

export const CommandInput = z
  .strictObject(COMMAND_FIELDS)
  .refine(({ type, scenarioId }) => type !== "advance" || scenarioId === null, {
    path: ["scenarioId"],
    error: "a milestone opens for all scenarios; leave the scenario out",
  })
  .refine(({ type, percent }) => type === "advance" || percent === null, {
    path: ["percent"],
    error: "only applies to advance",
  })
  .refine(({ type, force }) => type === "advance" || !force, { path: ["force"], error: "only applies to advance" })
  .refine(({ type, fault }) => type === "fault" || fault === null, { path: ["fault"], error: "only applies to fault" })
  .refine(({ type, scenarioId }) => type !== "fault" || scenarioId !== null, {
    path: ["scenarioId"],
    error: "a fault affects one scenario; name it",
  });
