/** A problem of an uploaded file, with its place in the file. */
export type InputProblem = {
  /** counted from 1 without the header of a CSV file; null: the whole file */
  readonly row: number | null;
  /** line on which the row begins; null where rows have no lines */
  readonly line: number | null;
  readonly column: string | null;
  readonly message: string;
};

/** "row 17 (line 18), column label: must be spam or ham" */
export function describeInputProblem({ row, line, column, message }: InputProblem): string {
  const places = [
    ...(row === null
      ? line === null
        ? []
        : [`line ${line}`]
      : [`row ${row}${line === null ? "" : ` (line ${line})`}`]),
    ...(column === null ? [] : [`column ${column}`]),
  ];
  return places.length === 0 ? message : `${places.join(", ")}: ${message}`;
}
