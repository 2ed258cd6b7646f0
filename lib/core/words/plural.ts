/** The forms of a noun that is counted. */
export type CountedNoun = { readonly one: string; readonly many: string };

const english = new Intl.PluralRules("en");

/** The form that goes with the number: "mail" for 1, "mails" for all others. */
export function selectForm(count: number, { one, many }: CountedNoun): string {
  return english.select(count) === "one" ? one : many;
}
