import { z } from "zod";
import type { JsonObject } from "../../core/kit/json.ts";

const description = z.string().max(200, "must have at most 200 characters").optional();

const Shape = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("string"),
    enum: z.array(z.string()).min(1).optional(),
    default: z.string(),
    description,
  }),
  z.strictObject({
    type: z.literal("number"),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.number(),
    description,
  }),
  z.strictObject({
    type: z.literal("integer"),
    minimum: z.number().int().optional(),
    maximum: z.number().int().optional(),
    default: z.number().int(),
    description,
  }),
  z.strictObject({ type: z.literal("boolean"), default: z.boolean(), description }),
]);

/** An option of a skill: the part of JSON Schema that a form can show. Its default makes the skill usable at once. */
export const Option = Shape.check(({ value, issues }) => {
  const parsed = toOptionsSchema({ option: value }).safeParse({ option: value.default });
  for (const { message } of parsed.error?.issues ?? [])
    issues.push({ code: "custom", input: value.default, path: ["default"], message });
});
export type Option = z.infer<typeof Shape>;

/** The schema of a skill's options; those left out take their defaults. */
export function toOptionsSchema(options: { readonly [name: string]: Option }): z.ZodType<JsonObject> {
  // an absent keyword and an undefined one are the same to the reader of a schema, not to its types
  const properties = options as unknown as Record<string, z.core.JSONSchema.BaseSchema>;
  const schema = z.fromJSONSchema({ type: "object", properties, additionalProperties: false });
  return schema as z.ZodType<JsonObject>;
}
