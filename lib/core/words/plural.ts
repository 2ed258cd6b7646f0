/** What one item is called, and several: "mail" / "mails". */
export type Noun = { readonly one: string; readonly many: string };

const rules = new Intl.PluralRules("en");

/** The form that goes with a count: `one` for 1, `many` for everything else. */
export function pluralize(count: number, { one, many }: Noun): string {
  return rules.select(count) === "one" ? one : many;
}

export const WORKERS: Noun = { one: "worker", many: "workers" };
