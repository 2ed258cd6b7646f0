/** What the database lacks. Once there is enough, runs continue automatically. */
export const SHORTAGES = ["disk-full", "out-of-memory", "too-many-connections", "limit-exceeded"] as const;
export type Shortage = (typeof SHORTAGES)[number];

/** The size of one segment of PostgreSQL's write-ahead log: with less free space it may be unable to store, or to start. */
export const MIN_FREE_BYTES = 16 * 1024 * 1024;

/** What the database lacks, if that is why a store has failed. Compares `code`: class identity does not survive processes and bundles. */
export function shortageOf(cause: unknown): Shortage | null {
  if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "database-exhausted") return null;
  return "shortage" in cause ? (SHORTAGES.find((shortage) => shortage === cause.shortage) ?? null) : null;
}

/** What grows in the database: the tables of one kind of record, with their indexes. */
export const STORAGE_PARTS = [
  "events",
  "results",
  "snapshots",
  "checkpoints",
  "runs",
  "commands",
  "inputs",
  "grants",
  "queue",
] as const;
export type StoragePart = (typeof STORAGE_PARTS)[number];

export type PartSize = {
  readonly part: StoragePart;
  readonly bytes: number;
  /** the planner's estimate, since counting reads every row; null when it has none yet */
  readonly rows: number | null;
};

export type StorageSize = {
  readonly parts: readonly PartSize[];
  /** the whole database, with what belongs to no part */
  readonly totalBytes: number;
  /** free on the database's disk; null: not a disk of this machine */
  readonly freeBytes: number | null;
};

/** Number of rows cleared. */
export type Cleared = { readonly grants: number; readonly commands: number; readonly inputs: number };

/** The database's own space: whether it can store, what takes space, and what is cleared automatically. */
export interface Storage {
  /** Stores something and discards it. Rejects when the database cannot store at the moment. */
  probe(): Promise<void>;
  /** Lets the other processes know that this one cannot store. Rejects when even that fails. */
  reportShortage(shortage: Shortage): Promise<void>;
  /** Calls `listener` with each report, also with this process's own. */
  subscribe(listener: (shortage: Shortage) => void): Promise<() => Promise<void>>;
  measure(): Promise<StorageSize>;
  /**
   * Clears sessions and keys that ended a day ago, commands of runs that ended a day ago, and uploads that no run or demo has
   * used for a day. Bounded: call it again later for the rest.
   */
  clear(): Promise<Cleared>;
}
