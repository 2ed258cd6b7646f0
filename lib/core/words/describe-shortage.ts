import type { Shortage } from "../ports/storage.ts";

type ShortageWords = {
  /** "disk full" */
  readonly label: string;
  /** "the database's disk is full" */
  readonly cause: string;
  /** what an operator can do */
  readonly advice: string;
};

/** What the database lacks. Nothing is lost meanwhile, and runs continue automatically. */
export const SHORTAGE_WORDS: Readonly<Record<Shortage, ShortageWords>> = {
  "disk-full": {
    label: "disk full",
    cause: "the database's disk is full",
    advice: "free some space on it, or delete old runs",
  },
  "out-of-memory": {
    label: "database out of memory",
    cause: "the database is out of memory",
    advice: "give it more memory, or end what else uses it",
  },
  "too-many-connections": {
    label: "database connections used up",
    cause: "the database accepts no more connections",
    advice: "close other programs' connections, or raise its max_connections",
  },
  "limit-exceeded": {
    label: "database limit reached",
    cause: "a limit of the database is reached",
    advice: "raise it; the database's log names it",
  },
};
