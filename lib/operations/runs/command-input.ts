import { z } from "zod";
import { COMMAND_TYPES, type RunCommand } from "../../core/run/commands.ts";
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

type CommandFields = Pick<RunCommand, "type" | "scenarioId" | "percent" | "force" | "fault">;
type FieldProblem = { readonly field: "scenarioId" | "percent" | "force" | "fault"; readonly message: string };

/** The rules between the fields of a command. Callers report the problems under their own names of the fields. */
export function findCommandProblems({ type, scenarioId, percent, force, fault }: CommandFields): FieldProblem[] {
  const rules: readonly (readonly [boolean, FieldProblem["field"], string])[] = [
    [
      type === "advance" && scenarioId !== null,
      "scenarioId",
      "a milestone opens for all scenarios; leave the scenario out",
    ],
    [type !== "advance" && percent !== null, "percent", "only applies to advance"],
    [type !== "advance" && force, "force", "only applies to advance"],
    [type !== "fault" && fault !== null, "fault", "only applies to fault"],
    [type === "fault" && scenarioId === null, "scenarioId", "a fault affects one scenario; name it"],
  ];
  return rules.flatMap(([isBroken, field, message]) => (isBroken ? [{ field, message }] : []));
}

export const CommandInput = z.strictObject(COMMAND_FIELDS).superRefine((command, check) => {
  for (const { field, message } of findCommandProblems(command))
    check.addIssue({ code: "custom", path: [field], message });
});
