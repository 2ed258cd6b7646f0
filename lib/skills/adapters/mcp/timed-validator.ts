import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import type { JsonSchemaType, JsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/types.js";
import { cutText } from "../cut-text.ts";
import { limitTime } from "../limit-time.ts";

const PATTERN = /"pattern":("(?:[^"\\]|\\.)*")/g;

/** The SDK's validator. A server's pattern may take years on a value; one that takes long throws an error that names it. */
export class TimedValidator extends AjvJsonSchemaValidator {
  override getValidator<Value>(schema: JsonSchemaType): JsonSchemaValidator<Value> {
    const check = super.getValidator<Value>(schema);
    const patterns = [...JSON.stringify(schema).matchAll(PATTERN)].map(([, pattern]) => pattern).join(", ");
    if (patterns === "") return check;
    return (input) =>
      limitTime(
        () => check(input),
        (seconds) =>
          `A pattern of the tool's schema takes more than ${seconds} s on this value: ${cutText(patterns, 200)}`,
      );
  }
}
