import Mustache from "mustache";
import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import { toText } from "./json.ts";

/** Fills {{column}} and {{options.name}} into a text, unescaped by default. Throws an error that names what is missing. */
export function fillText(template: string, view: JsonObject, escape: (value: unknown) => string = toText): string {
  for (const name of listPlaceholders(template)) requirePresent(name, view);
  return Mustache.render(template, new View(view), {}, { escape });
}

/** Finds columns whose names contain dots, too. */
class View extends Mustache.Context {
  readonly #own: JsonObject;

  constructor(view: JsonObject) {
    super(view);
    this.#own = view;
  }

  override lookup(name: string): unknown {
    return name in this.#own ? this.#own[name] : super.lookup(name);
  }
}

/** Fills every text within a JSON value; a text that is nothing but one placeholder becomes the value itself, with its type. */
export function fillJson(template: JsonValue, view: JsonObject): JsonValue {
  if (typeof template === "string") {
    const [whole] = /^\{\{\s*([^{}\s]+)\s*\}\}$/.exec(template)?.slice(1) ?? [];
    return whole === undefined ? fillText(template, view) : requirePresent(whole, view);
  }
  if (Array.isArray(template)) return template.map((each: JsonValue) => fillJson(each, view));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillJson(value, view)]));
}

/** The names that a template fills in, outside of sections. Throws an error for an unclosed placeholder. */
export function listPlaceholders(template: string): string[] {
  return Mustache.parse(template).flatMap(([kind, name]) => (["name", "&", "{"].includes(kind) ? [name] : []));
}

function requirePresent(name: string, view: JsonObject): JsonValue {
  const found = name === "." ? view : lookUp(view, name);
  if (found === undefined) throw new Error(`There is no {{${name}}} for this item. It has ${describeNames(view)}.`);
  return found;
}

function lookUp(view: JsonObject, name: string): JsonValue | undefined {
  if (name in view) return view[name];
  let value: JsonValue | undefined = view;
  for (const part of name.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = (value as JsonObject)[part];
  }
  return value;
}

function describeNames(view: JsonObject): string {
  const names = Object.entries(view).flatMap(([name, value]) =>
    name === "options" && typeof value === "object" && value !== null
      ? Object.keys(value).map((option) => `{{options.${option}}}`)
      : [`{{${name}}}`],
  );
  return names.slice(0, 20).join(", ") || "no columns";
}
