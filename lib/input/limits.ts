export const MAX_INPUT_BYTES = 20 * 1_048_576;
export const MAX_INPUT_ROWS = 50_000;
/** of one row as JSON, because rows are sent to workers in lines of limited length */
export const MAX_ROW_CHARACTERS = 262_144;
/** levels of lists and records within a row */
export const MAX_ROW_DEPTH = 64;
export const MAX_INPUT_COLUMNS = 1_000;
export const MAX_SHOWN_PROBLEMS = 20;
/** limits for the list of unused columns: their number, and the characters of each name */
export const MAX_SHOWN_COLUMNS = 20;
export const MAX_SHOWN_NAME = 100;
/** time for which rows are checked before yielding to the event loop, so that a live audience is still served */
export const MAX_TURN_MS = 8;
