export const FAILURE_KINDS = ["timeout", "exception", "memory", "validation"] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];
