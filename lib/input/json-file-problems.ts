import { describeJsonFault } from "./describe-json-fault.ts";
import { findJsonFault } from "./json-fault.ts";
import { MAX_SHOWN_NAME } from "./limits.ts";
import { UnreadableInputError } from "./raw-row.ts";

const TO_LIST = "put commas between the records and [ ] around all of them, and name the file .json";
/** What a line of a record that continues on the next line ends with. */
const CONTINUES = /[{[,:]\s*$/;

/** The error of a JSON file that begins with an object instead of a list. */
export function describeObjectFile(text: string): UnreadableInputError {
  const fault = findJsonFault(text);
  if (fault === null) return new UnreadableInputError(describeObject(JSON.parse(text)));
  const line = text.slice(0, fault.at).split("\n").length;
  const character = fault.at - text.lastIndexOf("\n", fault.at - 1);
  if (fault.expected === "end" && text[fault.at] === ",")
    return new UnreadableInputError(
      `A comma follows the first record at character ${character}: the file is the inside of a list. Put [ before the first record and ] after the last.`,
      { line },
    );
  if (fault.expected === "end" && text[fault.at] === "{")
    return new UnreadableInputError(
      `Record 2 begins at character ${character}, but a JSON file holds one list. With one record per line, name the file .jsonl; otherwise ${TO_LIST}.`,
      { line },
    );
  return new UnreadableInputError(`The file is not JSON at character ${character}: ${describeJsonFault(text, fault)}`, {
    line,
  });
}

function describeObject(value: object): string {
  const lists = Object.entries(value).flatMap(([name, entry]) =>
    Array.isArray(entry) && entry.length > 0 && entry.every(isRecord) ? [name.slice(0, MAX_SHOWN_NAME)] : [],
  );
  const [list] = lists;
  if (list === undefined)
    return "A JSON file must hold one list of records: [{…}, {…}]. This file is one object; put [ ] around it if it is a record.";
  const names = lists.map((name) => JSON.stringify(name)).join(" and in ");
  const [isWord, path] = [/^[a-z_]\w*$/i.test(list), JSON.stringify(list)];
  return `A JSON file must hold one list of records: [{…}, {…}]. This file is one object with a list in ${names}. Save only the list, for example by jq '.${isWord ? list : `[${path}]`}' FILE > rows.json`;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The error of a JSON Lines file whose first record shows that all lines are made in another way: commas between the records, or
 * records of several lines. `line` is the first one that is not blank, `rest` what follows it. Null for any other fault.
 */
export function describeLinesFile(line: string, rest: string, text: string): string | null {
  const fault = findJsonFault(line);
  if (fault?.expected === "end" && line.slice(fault.at).trim() === ",")
    return "The line ends with a comma, as in the inside of a JSON list. Remove the comma at the end of each line; or put [ before the first record and ] after the last, without a comma after it, and name the file .json.";
  if (fault?.kind !== "cut-off" || fault.open.length === 0 || !CONTINUES.test(line) || rest.trim() === "") return null;
  if (findJsonFault(text) === null) return describeObject(JSON.parse(text));
  return `The record continues on the next line. In JSON Lines each record is one line: write it so, for example by jq -c . FILE > rows.jsonl; or ${TO_LIST}.`;
}
