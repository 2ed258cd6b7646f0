import { basename } from "node:path";
import { z } from "zod";
import { describeInputProblem } from "../../core/inputs/problem.ts";
import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import { err, ok, type Result } from "../../core/kit/result.ts";
import { checkFile } from "../../input/check-file.ts";
import { MAX_INPUT_BYTES } from "../../input/limits.ts";
import type { SkillInput } from "../contract/contract.ts";
import type { SkillDefinition } from "./definition.ts";
import { readFolderFile } from "./regular-file.ts";

type Columns = NonNullable<SkillDefinition["item"]["columns"]>;
type Column = Columns[string];

/** The rows that a definition accepts, without an example and without what is expected. */
export function toRowFormat({ item, expect }: SkillDefinition): Pick<SkillInput, "row" | "columns" | "anyColumns"> {
  if (item.columns === undefined) return { row: anyRow, columns: [], anyColumns: true };
  const cells = Object.entries(item.columns).map(([name, column]) => [name, toCell(column)] as const);
  const expected = expect === undefined || expect.column in item.columns ? [] : [expect.column];
  const shape = Object.fromEntries([...cells, ...expected.map((name) => [name, anyCell] as const)]);
  return {
    row: z.object(shape),
    columns: [
      ...Object.entries(item.columns).map(([name, { required, description, type }]) => ({
        name,
        required,
        description: description === "" ? type : description,
      })),
      ...expected.map((name) => ({ name, required: false, description: "what is expected; empty if unknown" })),
    ],
  };
}

/** The rows of a skill's own file. */
export async function readOwnRows(
  folder: string,
  file: string,
  definition: SkillDefinition,
): Promise<Result<readonly JsonObject[], readonly string[]>> {
  const bytes = await readFolderFile(folder, file, MAX_INPUT_BYTES);
  if (!bytes.ok) return err([bytes.error.message]);
  const example = { name: basename(file), content: "" };
  const read = await checkFile({ name: basename(file), bytes: bytes.value }, { ...toRowFormat(definition), example });
  return read.ok
    ? ok(read.value.rows)
    : err(read.error.problems.map((each) => `${file}: ${describeInputProblem(each)}`));
}

const anyCell = z.preprocess(toNullWhenEmpty, z.json());
const anyRow = z.record(z.string(), anyCell) as z.ZodType<JsonObject>;

function toCell({ type, required }: Column): z.ZodType<JsonValue> {
  const cell = CELLS[type];
  const checked = required ? cell : z.preprocess(toNullWhenEmpty, z.union([z.null(), cell], describeCell(type)));
  return checked as z.ZodType<JsonValue>;
}

const CELLS = {
  text: z.preprocess(
    (cell) => (typeof cell === "number" ? String(cell) : cell),
    z
      .string({ error: ({ input }) => (input === undefined || input === null ? "is missing" : "must be text") })
      .refine((text) => text.trim() !== "", "is empty"),
  ),
  number: z.preprocess(toNumber, z.number("must be a number")),
  boolean: z.preprocess(toBoolean, z.boolean("must be true or false")),
  json: z.preprocess(toJson, z.json({ error: "must be JSON" })),
} as const;

function describeCell(type: Column["type"]): string {
  return { text: "must be text", number: "must be a number", boolean: "must be true or false", json: "must be JSON" }[
    type
  ];
}

function toNumber(cell: unknown): unknown {
  return typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
}

function toBoolean(cell: unknown): unknown {
  const text = typeof cell === "string" ? cell.trim().toLowerCase() : cell;
  if (text === "true" || text === "1" || text === "yes") return true;
  return text === "false" || text === "0" || text === "no" ? false : cell;
}

/** A cell of a table may hold a list or an object as JSON. */
function toJson(cell: unknown): unknown {
  if (typeof cell !== "string" || !/^\s*[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function toNullWhenEmpty(cell: unknown): unknown {
  return cell === undefined || (typeof cell === "string" && cell.trim() === "") ? null : cell;
}
