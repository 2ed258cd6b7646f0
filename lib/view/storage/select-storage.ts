import { MIN_FREE_BYTES, type StorageSize } from "../../core/ports/storage.ts";
import { formatBytes } from "../format/bytes.ts";
import { formatCount } from "../format/format.ts";
import { partText, storageText } from "../text/desk/storage.ts";

export type StorageRow = {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  /** null: no estimate yet, or not records */
  readonly rows: string | null;
  readonly size: string;
  /** of the largest kind, 0–1; null for what belongs to none */
  readonly share: number | null;
};

export type StorageView = {
  readonly total: string;
  /** null: unknown */
  readonly free: string | null;
  /** so little is free that nothing can be stored */
  readonly isFull: boolean;
  /** of database and free space together, 0–1; null: unknown */
  readonly usedShare: number | null;
  /** largest first, what belongs to no kind last */
  readonly rows: readonly StorageRow[];
};

const FEW_ROWS = 100;

export function selectStorage({ parts, totalBytes, freeBytes }: StorageSize): StorageView {
  const namedBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const otherBytes = Math.max(0, totalBytes - namedBytes);
  const largest = Math.max(1, ...parts.map(({ bytes }) => bytes));
  const rows = parts
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ part, bytes, rows: count }): StorageRow => ({
      key: part,
      ...partText[part],
      rows: describeRows(count),
      size: formatBytes(bytes),
      share: bytes / largest,
    }));
  const other = {
    key: "other",
    label: storageText.otherLabel,
    hint: storageText.otherHint,
    rows: null,
    size: formatBytes(otherBytes),
    share: null,
  };
  const usedShare = freeBytes === null ? null : totalBytes / Math.max(1, totalBytes + freeBytes);
  return {
    total: formatBytes(totalBytes),
    free: freeBytes === null ? null : formatBytes(freeBytes),
    isFull: freeBytes !== null && freeBytes < MIN_FREE_BYTES,
    usedShare,
    rows: [...rows, other],
  };
}

/** An estimate has two digits that mean something. */
function describeRows(count: number | null): string | null {
  if (count === null) return null;
  if (count < FEW_ROWS) return storageText.few;
  const step = 10 ** (Math.floor(Math.log10(count)) - 1);
  return storageText.about(formatCount(Math.round(count / step) * step));
}
