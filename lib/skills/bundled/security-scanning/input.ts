import { z } from "zod";
import { requiredText } from "../../../input/cells.ts";
import type { SkillInput } from "../../contract/contract.ts";

const LINES = "must be the numbers of the lines that contain a secret, such as 4 17; empty or none for none";
const MAX_LINES = 1_000;

/** From CSV "4 17" or "none", from JSON [4, 17], 4 or "4 17"; null: unknown. */
const secretLines = z.preprocess(
  toLines,
  z.union([z.null(), z.array(z.number().int().min(1))], LINES).refine((lines) => (lines?.length ?? 0) <= MAX_LINES, {
    error: `has more than ${MAX_LINES} lines`,
  }),
);

function toLines(cell: unknown): unknown {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === "number") return [cell];
  if (Array.isArray(cell)) return cell.map((line: unknown) => (typeof line === "string" ? Number(line) : line));
  if (typeof cell !== "string") return cell;
  const parts = cell.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.length === 1 && parts[0]?.toLowerCase() === "none" ? [] : parts.map(Number);
}

/** An uploaded file and the lines of its secrets; null if nobody said which. */
export const FileRow = z
  .object({ path: requiredText, content: requiredText, secret_lines: secretLines })
  .superRefine(({ content, secret_lines: lines }, context) => {
    const count = content.split("\n").length;
    const beyond = lines?.find((line) => line > count);
    if (beyond === undefined) return;
    context.addIssue({
      code: "custom",
      path: ["secret_lines"],
      message: `contains line ${beyond}, but the content has ${count}`,
    });
  });

export const fileInput: SkillInput = {
  row: FileRow,
  unit: { one: "file", many: "files" },
  columns: [
    { name: "path", required: true, description: "the file's name" },
    { name: "content", required: true, description: "its text" },
    {
      name: "secret_lines",
      required: true,
      description: "lines that contain a secret, such as 4 17; empty for none; empty in all rows if unknown",
    },
  ],
  truth: { column: "secret_lines", metricIds: ["recall", "precision", "vulnerabilities_found"] },
  example: {
    name: "files.csv",
    content: [
      "path,content,secret_lines",
      '"src/settings.ts","export const port = 8080;",""',
      // joined at run time, so that the repository contains no credentials, not even fake ones
      `"src/database.ts","export const name = ""app"";\nexport const url = ""${["postgres:", "", "app:kR7vTq2mWz9pLx@db.example-corp.io:5432/app"].join("/")}"";","2"`,
      '"src/port.ts","export const retries = 3;",""',
      "",
    ].join("\n"),
  },
};
