/** PostgreSQL's text form of an array of texts: one string for the driver, whatever the number of elements. */
export function textArray(values: readonly string[]): string {
  return `{${textElements(values)}}`;
}

/** The inside of a text array's literal, to be joined with others. */
export function textElements(values: readonly string[]): string {
  return values.map(quote).join(",");
}

export function numberArray(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
