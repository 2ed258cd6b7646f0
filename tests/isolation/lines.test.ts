import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineReader } from "../../lib/isolation/host/lines.ts";

function readAll(chunks: readonly Buffer[], maxBytes: number): { lines: string[]; ok: boolean } {
  const lines: string[] = [];
  const reader = createLineReader({ maxBytes, onLine: (line) => lines.push(line) });
  const ok = chunks.map((chunk) => reader.push(chunk)).every(Boolean);
  return { lines, ok };
}

test("[D1] lines come out the same however the stream is cut, letters of several bytes included", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 20 })),
      fc.array(fc.nat({ max: 200 })),
      (texts, cuts) => {
        const expected = texts.map((text) => text.replaceAll("\n", " "));
        const bytes = Buffer.from(expected.map((line) => `${line}\n`).join(""), "utf8");
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted((a, b) => a - b);
        const chunks = places.slice(1).map((to, at) => bytes.subarray(places[at], to));
        expect(readAll(chunks, 1_000)).toEqual({ lines: expected, ok: true });
      },
    ),
  );
});

test("[D1] a line of exactly the limit passes, one byte more does not, in one piece or in many", () => {
  const line = (bytes: number) => Buffer.from(`${"x".repeat(bytes)}\n`);
  expect(readAll([line(8)], 8).lines).toEqual(["xxxxxxxx"]);
  expect(readAll([line(9)], 8)).toEqual({ lines: [], ok: false });
  expect(
    readAll(
      [...line(9)].map((byte) => Buffer.from([byte])),
      8,
    ),
  ).toEqual({ lines: [], ok: false });
  expect(readAll([Buffer.from("ok\n"), line(9), Buffer.from("late\n")], 8)).toEqual({ lines: ["ok"], ok: false });
});
