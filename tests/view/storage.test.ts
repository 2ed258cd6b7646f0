import { expect, test } from "vitest";
import { STORAGE_PARTS } from "../../lib/core/ports/storage.ts";
import { formatBytes } from "../../lib/view/format/bytes.ts";
import { selectStorage } from "../../lib/view/storage/select-storage.ts";

const size = (bytes: Partial<Record<(typeof STORAGE_PARTS)[number], number>>, rows: number | null = null) =>
  STORAGE_PARTS.map((part) => ({ part, bytes: bytes[part] ?? 0, rows }));

test.each([
  [0, "0 kB"],
  [16_384, "16 kB"],
  [999_400, "999 kB"],
  [999_600, "1.0 MB"],
  [9_960_000, "10 MB"],
  [1_234_567_890, "1.2 GB"],
  [5.5e15, "5500 TB"],
])("[O5] %d bytes are shown as %s", (bytes, text) => {
  expect(formatBytes(bytes).replaceAll("\u00a0", " ")).toBe(text);
});

test("[O5] the largest kind is first, and what belongs to none is last", () => {
  const view = selectStorage({ parts: size({ events: 2e6, inputs: 8e6 }), totalBytes: 30e6, freeBytes: 70e6 });
  expect(view.rows.map(({ key }) => key).slice(0, 2)).toEqual(["inputs", "events"]);
  expect(view.rows.at(-1)).toMatchObject({ key: "other", share: null });
  expect(view.rows[0]?.share).toBe(1);
  expect(view).toMatchObject({ usedShare: 0.3, isFull: false });
});

test("[O5] a full disk is named, an unknown one is not guessed", () => {
  const parts = size({ events: 1e6 });
  expect(selectStorage({ parts, totalBytes: 8e6, freeBytes: 1e6 }).isFull).toBe(true);
  expect(selectStorage({ parts, totalBytes: 8e6, freeBytes: null })).toMatchObject({
    free: null,
    usedShare: null,
    isFull: false,
  });
});

test.each([
  [null, null],
  [3, "few"],
  [12_345, "about 12,000"],
  [149, "about 150"],
])("[O5] an estimate of %s records is shown as %s", (count, text) => {
  expect(selectStorage({ parts: size({}, count), totalBytes: 0, freeBytes: null }).rows[0]?.rows).toBe(text);
});
