import type { StoragePart } from "../../../core/ports/storage.ts";

/** Texts of the operator's page about space. */
export const storageText = {
  title: "Storage",
  lead: "What takes space in the database, and how to free it.",
  database: "Database",
  free: "Free on its disk",
  freeUnknown: "unknown",
  freeElsewhere: "The database runs on another machine.",
  usage: (used: string, free: string) => `${used} used, ${free} free`,
  noDisk: "The disk is almost full. Runs that cannot be stored wait until there is space again.",
  parts: "By kind",
  caption: "Size of each kind of record",
  head: { part: "Kind", rows: "Records", size: "Size" },
  about: (rows: string) => `about ${rows}`,
  few: "few",
  sizeNote: "Sizes include indexes. Record counts are the database's estimates.",
  room: "Freeing space",
  roomDelete: "Open a past run and delete it, with everything stored for it.",
  roomReused: "New runs use the freed space. The database's files do not shrink.",
  openRuns: "Open past runs",
  otherLabel: "Everything else",
  otherHint: "the database's own catalogues",
} as const;

/** Each kind of record: what it is, and when it is removed. */
export const partText: Readonly<Record<StoragePart, { readonly label: string; readonly hint: string }>> = {
  events: { label: "Events", hint: "the log of every run; kept until the run is deleted" },
  results: { label: "Item results", hint: "kept until the run is deleted" },
  snapshots: { label: "Snapshots", hint: "states for quick recovery and review; kept until the run is deleted" },
  checkpoints: { label: "Checkpoints", hint: "kept until the run is deleted" },
  runs: { label: "Run list and search", hint: "kept until the run is deleted" },
  commands: { label: "Commands", hint: "cleared a day after their run has ended" },
  inputs: { label: "Uploaded files", hint: "cleared when no run has used them for a day" },
  grants: { label: "Sessions and keys", hint: "cleared a day after they have ended" },
  queue: { label: "Job queue", hint: "cleared after a day" },
};
