import { isUtf8 } from "node:buffer";
import { UnreadableInputError } from "./raw-row.ts";

const BYTE_ORDER_MARK = "\ufeff";
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Decodes UTF-8 text, removes a byte order mark and normalises line endings to \n. Throws UnreadableInputError for anything else. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new UnreadableInputError("The file is empty.");
  if (ZIP.every((byte, at) => bytes[at] === byte))
    throw new UnreadableInputError(
      "The file is a spreadsheet or an archive. Export the table as CSV (UTF-8) and use that.",
    );
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new UnreadableInputError("The file is UTF-16 text. Save it as UTF-8.");
  if (bytes.includes(0)) throw new UnreadableInputError("The file is binary. Use a text file: CSV, JSON or JSONL.");
  if (!isUtf8(bytes))
    throw new UnreadableInputError(
      'The text is not UTF-8 from here on. Save the file as UTF-8 ("CSV UTF-8" in a spreadsheet).',
      {
        line: findBrokenLine(bytes),
      },
    );
  const text = new TextDecoder().decode(bytes);
  const lines = (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).replace(/\r\n?/g, "\n");
  if (lines.trim() === "") throw new UnreadableInputError("The file contains only white space.");
  return lines;
}

function findBrokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end;
    if (!isUtf8(bytes.subarray(from, to))) break;
    from = to + 1;
  }
  return line;
}
