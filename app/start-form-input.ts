import { readVariants } from "../lib/view/variants/option-fields.ts";

const ITEMS = "items.";

/**
 * The start form as input of the operation, which validates it: numbers as numbers, absent fields left out. Anything else than a
 * form lacks all fields: an action may be called with any arguments.
 */
export function toStartDemoInput(form: unknown): { [field: string]: unknown } {
  return form instanceof FormData ? readForm(form) : {};
}

function readForm(form: FormData): { [field: string]: unknown } {
  const items = [...form.entries()]
    .filter(([name]) => name.startsWith(ITEMS))
    .map(([name, value]) => [name.slice(ITEMS.length), toNumber(value)]);
  const sync = text(form, "sync");
  return {
    demoId: text(form, "demoId") ?? "",
    ...(sync === null ? {} : { sync }),
    ...(sync === null
      ? {}
      : { hold: sync !== "free-running" && form.get("hold") === "presenter" ? "presenter" : "none" }),
    ...(text(form, "seed") === null ? {} : { seed: toNumber(form.get("seed")) }),
    ...(items.length === 0 ? {} : toScenarios(form, Object.fromEntries(items))),
    ...(form.has("lengthSeconds")
      ? { lengthSeconds: text(form, "lengthSeconds") === null ? null : toNumber(form.get("lengthSeconds")) }
      : {}),
    ...(form.has("inputId") ? { inputId: text(form, "inputId") } : {}),
    ...toFurtherInput(form),
  };
}

/** Sizes by name; with variants the one size of all of them. */
function toScenarios(form: FormData, items: { readonly [name: string]: unknown }): { [field: string]: unknown } {
  if (form.get("compare") !== "variants") return { items };
  const texts = [...form.entries()].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return { items: items["each"], variants: readVariants(texts) };
}

/** Retries, limits, cap and judge, where the form has them. */
function toFurtherInput(form: FormData): { [field: string]: unknown } {
  const mode = text(form, "retryMode");
  const unit = text(form, "capUnit");
  const stallLimitS = toNumber(form.get("stallLimitS"));
  return {
    ...(mode === null ? {} : { retry: { mode, limit: toNumber(form.get("retryLimit")) } }),
    ...(form.has("stallLimitS")
      ? { stallLimitMs: typeof stallLimitS === "number" ? Math.round(stallLimitS * 1_000) : stallLimitS }
      : {}),
    ...(form.has("reducedLoad") ? { reducedLoad: form.get("reducedLoad") === "yes" } : {}),
    ...(unit === null ? {} : { costCap: unit === "none" ? null : { unit, limit: toNumber(form.get("capLimit")) } }),
    ...toOptions(form),
  };
}

/** Options of the skill, where the form has them. An empty expected column means none. */
function toOptions(form: FormData): { [field: string]: unknown } {
  const judge = text(form, "judge");
  const expect = form.get("expect");
  const options = { ...(judge === null ? {} : { judge }), ...(typeof expect === "string" ? { expect } : {}) };
  return Object.keys(options).length === 0 ? {} : { options };
}

function text(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value !== "" ? value : null;
}

/** An empty or malformed field stays as it is, so that the operation reports the error. */
function toNumber(value: FormDataEntryValue | null): unknown {
  return typeof value === "string" && value.trim() !== "" ? Number(value) : value;
}
