/** What is wrong with an input file, at a place that its owner finds again. */
export type InputProblem = {
  /** counted from 1, the header of a CSV file not counted; null: the file as a whole */
  readonly row: number | null;
  /** line of the file on which the row begins; null where a row has no line of its own */
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
