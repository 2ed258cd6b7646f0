/** Bytes that one batch may write beside its items before it counts as endless. */
const MAX_CHATTER_BYTES = 32 * 1_048_576;

export type OutputBudget = {
  /** a new batch has its own budget */
  reset(): void;
  /** false once a batch has written more than any honest skill does */
  spend(bytes: number): boolean;
};

/** Keeps an endless skill from running on. How many of its lines are kept is the runner's to decide. */
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
