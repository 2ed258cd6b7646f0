/** PostgreSQL's literal for a text array: a single string parameter, regardless of the number of elements. */
export function textArray(values: readonly string[]): string {
  return `{${textElements(values)}}`;
}

/** The elements of a text array's literal, without the braces. */
export function textElements(values: readonly string[]): string {
  return values.map(quote).join(",");
}

export function numberArray(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
