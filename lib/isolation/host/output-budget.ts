/** Bytes that one batch may write beside its items before its output counts as endless. */
const MAX_CHATTER_BYTES = 32 * 1_048_576;

export type OutputBudget = {
  /** starts the budget of a new batch */
  reset(): void;
  /** false once the batch has exceeded its budget */
  spend(bytes: number): boolean;
};

/** Detects a skill with endless output. The runner decides how many of its lines are stored. */
export function createOutputBudget(): OutputBudget {
  let spentBytes = 0;
  return {
    reset() {
      spentBytes = 0;
    },
    spend(bytes) {
      spentBytes += bytes;
      return spentBytes <= MAX_CHATTER_BYTES;
    },
  };
}
