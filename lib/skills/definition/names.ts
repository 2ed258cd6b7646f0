import { z } from "zod";
import { WITHHELD } from "../../withheld-variables.ts";

/** kebab-case, also the name of a skill's folder */
export const skillId = z
  .string()
  .max(64, "must have at most 64 characters")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single dashes, such as "spam-check"');

/** Of a metric or one of the values that it is computed from. */
export const valueName = z
  .string()
  .max(64, "must have at most 64 characters")
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as "true_positives"');

/** A column as it is written in the file of rows. */
export const columnName = z.string().trim().min(1, "must not be empty").max(100, "must have at most 100 characters");

/** A declared column: any way to write it in a file counts. */
export const declaredColumn = columnName.regex(
  /^[a-z0-9][^\sA-Z-]*$/,
  'must be lower-case letters, digits and _; a header such as "Secret lines" is read as secret_lines',
);

export const environmentName = z
  .string()
  .max(100, "must have at most 100 characters")
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, such as "API_KEY"');

/** Names that no skill may ask for: they open our own doors. */
const REFUSED = [...WITHHELD, "RESERVED_TARGETS", "NODE_OPTIONS", "LD_PRELOAD"];

/** A variable of the operator's environment that a skill may receive. */
export const receivableName = environmentName.refine((name) => !REFUSED.includes(name), {
  error: ({ input }) => `${String(input)} is not given to skills`,
});

/** A place in a JSON document: names and positions with dots between them, such as "choices.0.text" or "messages.-1.text". */
export const resultPath = z.string().min(1, "must not be empty").max(200, "must have at most 200 characters");

/** A file of the skill's folder. */
export const fileName = z
  .string()
  .min(1, "must not be empty")
  .max(200, "must have at most 200 characters")
  .refine((path) => !path.startsWith("/") && !path.split(/[\\/]/).includes(".."), "must lie in the skill's folder");
