const ITEMS = "items.";

/** What the start form says, for the operation to judge: numbers as numbers, absent fields left out. */
export function toStartDemoInput(form: FormData): { [field: string]: unknown } {
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
    ...(items.length === 0 ? {} : { items: Object.fromEntries(items) }),
  };
}

function text(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value !== "" ? value : null;
}

/** An empty or odd field stays what it is, so that the operation says what is wrong with it. */
function toNumber(value: FormDataEntryValue | null): unknown {
  return typeof value === "string" && value.trim() !== "" ? Number(value) : value;
}
