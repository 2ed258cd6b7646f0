import { isUtf8 } from "node:buffer";
import { UnreadableInputError } from "./raw-row.ts";

const BYTE_ORDER_MARK = "\ufeff";

/** The first bytes of files that are often taken for tables, and what to do with them. */
const FILE_KINDS: readonly { readonly bytes: readonly number[]; readonly message: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    message: "The file is a spreadsheet or an archive. Export the table as CSV (UTF-8) and use that.",
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    message: "The file is an old spreadsheet (.xls). Export the table as CSV (UTF-8) and use that.",
  },
  { bytes: [0x1f, 0x8b], message: "The file is compressed (gzip). Unpack it first: gunzip FILE" },
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], message: "The file is a PDF. Export the table as CSV (UTF-8)." },
  {
    bytes: [0x50, 0x41, 0x52, 0x31],
    message: "The file is a Parquet table. Export it as CSV (UTF-8) or JSON Lines and use that.",
  },
  { bytes: [0xff, 0xfe], message: describeUtf16("UTF-16", "") },
  { bytes: [0xfe, 0xff], message: describeUtf16("UTF-16", "") },
];

/** Decodes UTF-8 text, removes a byte order mark and normalises line endings to \n. Throws UnreadableInputError for anything else. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new UnreadableInputError("The file is empty.");
  const kind = FILE_KINDS.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  if (kind !== undefined) throw new UnreadableInputError(kind.message);
  if (bytes.includes(0)) throw describeNul(bytes);
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

function describeUtf16(encoding: string, how: string): string {
  return `The file is UTF-16 text${how}. Save it as UTF-8, for example by iconv -f ${encoding} -t UTF-8 FILE > NEW`;
}

/** Bytes at the beginning from which text in UTF-16 is recognised. */
const SAMPLE_BYTES = 4_096;

/** The error of a file with NUL bytes: UTF-16 has them in every other place, a damaged text file here and there. */
function describeNul(bytes: Uint8Array): UnreadableInputError {
  const at = bytes.indexOf(0);
  const byte = `byte ${at + 1} of the file`;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (!isUtf8(bytes) || sample.some(isBinaryControl))
    return new UnreadableInputError(`The file is binary: ${byte} is NUL. Use a text file: CSV, JSON or JSONL.`);
  const [even, odd] = [0, 1].map((start) => sample.filter((value, index) => value === 0 && index % 2 === start).length);
  const many = sample.length / 4;
  if ((odd ?? 0) >= many && even === 0) return toUtf16("UTF-16LE", byte);
  if ((even ?? 0) >= many && odd === 0) return toUtf16("UTF-16BE", byte);
  const before = bytes.subarray(0, at);
  const line = before.reduce((lines, value) => (value === 0x0a ? lines + 1 : lines), 1);
  const character = new TextDecoder().decode(before.subarray(before.lastIndexOf(0x0a) + 1)).length + 1;
  return new UnreadableInputError(
    `There is a NUL byte at character ${character} (${byte}). Remove it, for example by tr -d '\\000' < FILE > NEW`,
    { line },
  );
}

function toUtf16(encoding: string, byte: string): UnreadableInputError {
  return new UnreadableInputError(describeUtf16(encoding, ` without a byte order mark: ${byte} is NUL`));
}

/** Control characters that no text has. */
function isBinaryControl(byte: number): boolean {
  return (byte >= 1 && byte <= 8) || (byte >= 14 && byte <= 26);
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
