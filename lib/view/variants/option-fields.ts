import type { JsonObject, JsonValue } from "../../core/kit/json.ts";

/** An option of a skill as a field of a form. */
export type OptionField = {
  readonly name: string;
  readonly label: string;
  /** "" without a description */
  readonly hint: string;
  /** what the skill takes without a value; "" when it has none */
  readonly usual: string;
} & (
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "number"; readonly isWhole: boolean; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "text" }
  | { readonly kind: "switch" }
);

/**
 * The fields of a skill's options, from their JSON Schema: enums and booleans become choices, numbers and texts fields. Options of
 * another form are left to the API and the command line.
 *
 * @param hidden options that have a field elsewhere
 */
export function toOptionFields(schema: unknown, hidden: readonly string[] = []): readonly OptionField[] {
  const properties = isRecord(schema) && isRecord(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties)
    .filter(([name]) => !hidden.includes(name))
    .flatMap(([name, property]) => (isRecord(property) ? toField(name, property) : []));
}

function toField(name: string, property: { readonly [key: string]: unknown }): readonly OptionField[] {
  const own = selectOwn(property);
  const fallback = property["default"];
  const base = {
    name,
    label: typeof property["title"] === "string" ? property["title"] : labelOption(name),
    hint: typeof property["description"] === "string" ? property["description"] : "",
    usual: writeOption(fallback),
  };
  const choices = Array.isArray(own["enum"]) ? own["enum"].filter((each) => typeof each === "string") : [];
  if (choices.length > 0) return [{ ...base, kind: "choice", choices }];
  const { type } = own;
  if (type === "boolean") return [{ ...base, kind: "switch" }];
  if (type === "string") return [{ ...base, kind: "text" }];
  if (type !== "number" && type !== "integer") return [];
  const [min, max] = [toNumber(own["minimum"]), toNumber(own["maximum"])];
  return [{ ...base, kind: "number", isWhole: type === "integer", min, max }];
}

/** Of an option that may be null its other form. */
function selectOwn(property: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  const forms = Array.isArray(property["anyOf"]) ? property["anyOf"].filter(isRecord) : [];
  return forms.find((form) => form["type"] !== "null") ?? property;
}

/** "trainingMails" becomes "Training mails". */
function labelOption(name: string): string {
  const words = name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function toNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as it stands in its field; "" where it is none that a field could hold. */
export function writeOption(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The typed value of a field; undefined when it is empty, so that the run's own option applies. */
export function readOption(kind: string, text: string): JsonValue | undefined {
  if (text.trim() === "") return undefined;
  if (kind === "switch") return text === "true";
  return kind === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** How the fields of a form name the options of its variants: "variant.0.number.neighbours". */
export function nameOptionField(at: number, { kind, name }: Pick<OptionField, "kind" | "name">): string {
  return `variant.${at}.${kind}.${name}`;
}

export function nameOfVariant(at: number): string {
  return `variant.${at}.name`;
}

/** The variants that a form asks for, in their order: from fields named as above. */
export function readVariants(
  fields: Iterable<readonly [name: string, value: string]>,
): readonly { readonly name: string; readonly options: JsonObject }[] {
  const found = new Map<number, { name: string; options: { [name: string]: JsonValue } }>();
  for (const [field, value] of fields) {
    const [, at, kind = "", name = ""] =
      /^variant\.(\d+)\.(name|choice|number|text|switch)(?:\.(.+))?$/.exec(field) ?? [];
    if (at === undefined) continue;
    const variant = found.get(Number(at)) ?? { name: "", options: {} };
    found.set(Number(at), variant);
    const option = kind === "name" ? undefined : readOption(kind, value);
    if (kind === "name") variant.name = value;
    else if (option !== undefined && name !== "") variant.options[name] = option;
  }
  return [...found].toSorted(([one], [other]) => one - other).map(([, variant]) => variant);
}
