/** A table whose cells are ready to be read. */
export type TableText = {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};
