import type { JsonObject } from "../kit/json.ts";

export const INPUT_FORMATS = ["csv", "json", "jsonl"] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** An uploaded file of rows for one skill, validated before it was stored. */
export type InputHead = {
  readonly id: string;
  readonly skillId: string;
  /** file name, for display */
  readonly name: string;
  readonly format: InputFormat;
  readonly rows: number;
  /** of the rows, so that the same file uploaded twice is one input */
  readonly checksum: string;
  readonly createdAt: string;
};

export interface InputStore {
  /** Stores the input, unless the skill has one with this name and checksum, which then counts as uploaded now. `lines`: each row as JSON. Returns the stored one. */
  add(input: InputHead, lines: readonly string[]): Promise<InputHead>;
  get(id: string): Promise<InputHead | null>;
  /** The number of rows whose cell in the column is null; null for an unknown input. */
  countNulls(id: string, column: string): Promise<number | null>;
  /** The rows in order, at most `limit` (default: all); null for an unknown input. */
  readRows(id: string, limit?: number): Promise<JsonObject[] | null>;
}
