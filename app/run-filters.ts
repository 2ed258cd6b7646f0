import { createLoader, parseAsIsoDate, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { SYNC_MODES } from "../lib/core/run/spec.ts";
import { RUN_STATUSES } from "../lib/core/run/statuses.ts";

/** The filters of the past runs page, kept in its URL. */
export const runFilters = {
  q: parseAsString.withDefault(""),
  skill: parseAsString.withDefault(""),
  sync: parseAsStringLiteral(SYNC_MODES),
  status: parseAsStringLiteral(RUN_STATUSES),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  cursor: parseAsString,
};

export const loadRunFilters = createLoader(runFilters);
