import { pluralize } from "../../words/plural.ts";

/** "at every scale", "at both scales", "at 2 of 3 scales". */
export function formatScales(support: number, of: number): string {
  if (support === of && of > 1) return of === 2 ? "at both scales" : "at every scale";
  return `at ${support} of ${of} ${pluralize(of, { one: "scale", many: "scales" })}`;
}
