import { z } from "zod";
import { requiredText } from "../../../input/cells.ts";
import type { SkillInput } from "../../contract/contract.ts";

const LINES = "must be the numbers of the lines that contain a secret, such as 4 17; empty for none";

/** From CSV "4 17", from JSON [4, 17] or "4 17". */
const secretLines = z.preprocess(
  (cell) =>
    typeof cell === "string" ? cell.split(/[\s,;]+/).flatMap((part) => (part === "" ? [] : [Number(part)])) : cell,
  z.array(z.number(LINES).int(LINES).min(1, LINES), LINES).max(1_000, "at most 1000 lines"),
);

/** An uploaded file and the lines of its secrets. */
export const FileRow = z
  .object({ path: requiredText, content: requiredText, secret_lines: secretLines })
  .superRefine(({ content, secret_lines: lines }, context) => {
    const count = content.split("\n").length;
    const beyond = lines.find((line) => line > count);
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
      description: "lines that contain a secret, such as 4 17; empty for none",
    },
  ],
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
