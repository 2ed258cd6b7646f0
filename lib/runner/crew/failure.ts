import { FAILURE_KINDS, type FailureKind } from "../../core/run/failure-kinds.ts";
import { describeError } from "../../issue-words.ts";

export type Failure = { readonly kind: FailureKind; readonly message: string };

/** Compares `kind`, because class identity does not survive processes and bundles. */
export function toFailure(error: unknown): Failure {
  const kind = FAILURE_KINDS.find(
    (known) => typeof error === "object" && error !== null && "kind" in error && error.kind === known,
  );
  return { kind: kind ?? "exception", message: describeError(error) };
}
