/** The work of all rows of the table: a batch of ten items, whose results take no time to compute. */
export const SCENARIOS = ["simple", "medium", "complex"] as const;
export const ITEMS_PER_BATCH = 10;

export type StepResult = {
  readonly index: number;
  readonly ok: boolean;
  readonly values: { readonly seen: number; readonly echoed: number };
  readonly outcome: string;
};

/** What the echo skill of tests/support/skills reports for the items of a batch. */
export function computeBatch(batch: number): StepResult[] {
  return Array.from({ length: ITEMS_PER_BATCH }, (_, position) => {
    const index = batch * ITEMS_PER_BATCH + position;
    return { index, ok: true, values: { seen: 1, echoed: 1 }, outcome: `echo ${index}` };
  });
}

/** What a program of the comparison prints: the time of its steps, and the items whose results are in the database afterwards. */
export type PathResult = { readonly seconds: number; readonly storedItems: number };
