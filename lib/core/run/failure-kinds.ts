export const FAILURE_KINDS = ["timeout", "exception", "memory", "validation"] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Failed items with the same error: the text of the first one, and how many there are. */
export type ItemError = { readonly text: string; readonly count: number };
