import { describeJsonFault } from "../input/describe-json-fault.ts";
import { findJsonFault } from "../input/json-fault.ts";
import { UnreadableInputError } from "../input/raw-row.ts";
import { FiguresError } from "./figures-error.ts";

/** JSON, or JSON records line by line. A fault is named by its character and its reason, as in uploaded files. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    if (lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return lines.map(parseLine);
    const fault = describeFault(text);
    if (fault === null) throw error;
    const { reason, character, line } = fault;
    throw new UnreadableInputError(`The file is not JSON at character ${character}: ${reason}`, { line });
  }
}

function parseLine(line: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    const fault = describeFault(line);
    if (fault === null) throw error;
    const { reason, character } = fault;
    throw new FiguresError(`record ${at + 1} is not JSON at character ${character}: ${reason}`, { cause: error });
  }
}

/** Characters count within their line. */
function describeFault(text: string): { reason: string; line: number; character: number } | null {
  const fault = findJsonFault(text);
  if (fault === null) return null;
  const isListInside = fault.expected === "end" && text[fault.at] === ",";
  return {
    reason: isListInside
      ? "a comma follows the first record; put [ before it and ] after the last one"
      : describeJsonFault(text, fault),
    line: text.slice(0, fault.at).split("\n").length,
    character: fault.at === 0 ? 1 : fault.at - text.lastIndexOf("\n", fault.at - 1),
  };
}
