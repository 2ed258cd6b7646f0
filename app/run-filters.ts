import { createLoader, parseAsIsoDate, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { SYNC_MODES } from "../lib/core/run/spec.ts";

export const STATUS_CHOICES = [
  "queued",
  "preparing",
  "running",
  "holding",
  "paused",
  "complete",
  "partial",
  "failed",
  "cancelled",
] as const;

/** The filters of the past runs page, kept in its URL. */
export const runFilters = {
  q: parseAsString.withDefault(""),
  skill: parseAsString.withDefault(""),
  sync: parseAsStringLiteral(SYNC_MODES),
  status: parseAsStringLiteral(STATUS_CHOICES),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  cursor: parseAsString,
};

export const loadRunFilters = createLoader(runFilters);
