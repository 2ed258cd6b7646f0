export const MAX_INPUT_BYTES = 20 * 1_048_576;
export const MAX_INPUT_ROWS = 50_000;
/** of one row as JSON: a worker is told rows in lines of limited length */
export const MAX_ROW_CHARACTERS = 262_144;
export const MAX_INPUT_COLUMNS = 1_000;
export const MAX_SHOWN_PROBLEMS = 20;
/** of the columns that a skill does not look at, and characters of each name */
export const MAX_SHOWN_COLUMNS = 20;
export const MAX_SHOWN_NAME = 100;
/** rows are checked in stretches of this many, so that a live audience is served between two of them */
export const ROWS_PER_TURN = 500;
