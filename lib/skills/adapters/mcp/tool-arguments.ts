import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import type { JsonSchemaType, JsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/types.js";
import type { JsonObject, JsonValue } from "../../../core/kit/json.ts";
import { fillJson } from "../template.ts";
import { TimedValidator } from "./timed-validator.ts";

type InputSchema = Tool["inputSchema"];
type Template = JsonObject | undefined;

const MAX_ALLOWED = 10;

/** Makes a tool's arguments from a view (a row, or a batch as `items`, with `options`). Throws a readable error when the tool would refuse them. */
export function createArguments(
  tool: Tool,
  template: Template,
): (given: JsonObject, options: JsonObject) => JsonObject {
  const check = createCheck(tool.inputSchema);
  return (given, options) => {
    const filled =
      template === undefined ? selectKnown(given, tool.inputSchema) : fill(template, { ...given, options });
    const args = readCells(filled, tool.inputSchema);
    const checked = check(args);
    if (checked.valid) return args;
    const from =
      template === undefined ? "the item's columns; set invoke.arguments to fill others" : "invoke.arguments";
    throw new Error(
      `The tool ${tool.name} does not accept these arguments: ${describeIssue(checked.errorMessage)}. It takes ${describeInput(tool.inputSchema)}; they come from ${from}.`,
    );
  };
}

function createCheck(schema: InputSchema): JsonSchemaValidator<unknown> {
  // the validator knows the keywords of every draft that tools use, but the name of one
  const { $schema: _, ...rest } = schema;
  try {
    return new TimedValidator().getValidator(rest as JsonSchemaType);
  } catch {
    // a schema that this validator cannot read is for the server alone to check
    return (data) => ({ valid: true, data, errorMessage: undefined });
  }
}

function fill(template: JsonObject, view: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillJson(value, view)]));
}

/** An empty cell is an argument that is not given, and further columns are not meant for a tool that takes no others. */
function selectKnown(given: JsonObject, { properties, additionalProperties }: InputSchema): JsonObject {
  const isKnown = (name: string) => additionalProperties !== false || name in (properties ?? {});
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null && isKnown(name)));
}

/** Cells of a table are texts: one that stands for the number or boolean that the tool takes becomes one. */
function readCells(args: JsonObject, { properties = {} }: InputSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, readCell(value, readType(properties[name]))]),
  );
}

function readCell(value: JsonValue, type: unknown): JsonValue {
  if (typeof value !== "string" || value.trim() === "") return value;
  const text = value.trim();
  if ((type === "number" || type === "integer") && Number.isFinite(Number(text))) return Number(text);
  return type === "boolean" && (text === "true" || text === "false") ? text === "true" : value;
}

function readType(property: object | undefined): unknown {
  return property !== undefined && "type" in property ? property.type : undefined;
}

/** "a (number), b (number, optional), city (one of Rome, Oslo)" */
function describeInput({ properties = {}, required = [] }: InputSchema): string {
  const names = Object.entries(properties).map(([name, property]) => {
    const kinds = [...describeKind(property), ...(required.includes(name) ? [] : ["optional"])];
    return kinds.length === 0 ? name : `${name} (${kinds.join(", ")})`;
  });
  return names.join(", ") || "no arguments";
}

function describeKind(property: object): readonly string[] {
  const allowed = "enum" in property && Array.isArray(property.enum) ? property.enum : [];
  if (allowed.length > 0) return [`one of ${allowed.slice(0, MAX_ALLOWED).map(String).join(", ")}`];
  const type = readType(property);
  return typeof type === "string" ? [type] : [];
}

/** The validator calls the arguments "data". */
function describeIssue(message: string): string {
  return message
    .replace(/\bdata must have required property '([^']+)'/g, "$1 is missing")
    .replace(/\bdata must NOT have additional properties/g, "it takes no others")
    .replace(/\bdata\/([^\s,]+)/g, "$1");
}
