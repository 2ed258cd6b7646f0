import type { JsonObject } from "../kit/json.ts";

export const INPUT_FORMATS = ["csv", "json", "jsonl"] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** A file of rows that somebody gave for one skill, checked before it was stored. */
export type InputHead = {
  readonly id: string;
  readonly skillId: string;
  /** of the file, for display */
  readonly name: string;
  readonly format: InputFormat;
  readonly rows: number;
  /** of the rows: the same file given twice is one input */
  readonly checksum: string;
  readonly createdAt: string;
};

export interface InputStore {
  /** Keeps it, unless the skill has one of this name and checksum already: that one then stands. The one that stands. */
  add(input: InputHead, rows: readonly JsonObject[]): Promise<InputHead>;
  get(id: string): Promise<InputHead | null>;
  /** The rows in their order, at most `limit` (default: all); null when there is no such input. */
  readRows(id: string, limit?: number): Promise<JsonObject[] | null>;
}
