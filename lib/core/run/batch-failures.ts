import type { RunEventOf } from "./events.ts";

/**
 * A failed batch with its outcome. Failures have four types: `UnreportedFailure` (decision.ts) before the runner has recorded
 * it, the fact batch.failed, `OpenBatchFailure` (state.ts) while its items wait for a retry, and this history of all.
 */
export type BatchFailure = Pick<RunEventOf<"batch.failed">, "fromItem" | "toItem" | "kind" | "message" | "tries"> & {
  /** run time of its last failure */
  readonly atMs: number;
  /** lost: no tries left; retried: the next attempt of the scenario processed its items again */
  readonly outcome: "open" | "recovered" | "lost" | "retried";
};

/** A scenario keeps the newest ones. */
export const MAX_BATCH_FAILURES = 100;

/** Adds a failure, in place of an open one of the same items. */
export function addBatchFailure(
  failures: readonly BatchFailure[],
  { fromItem, toItem, kind, message, tries, atMs, next }: RunEventOf<"batch.failed">,
): readonly BatchFailure[] {
  const outcome = next === "none" ? "lost" : "open";
  const others = failures.filter((each) => each.outcome !== "open" || !overlaps(each, { fromItem, toItem }));
  return [...others.slice(1 - MAX_BATCH_FAILURES), { fromItem, toItem, kind, message, tries, atMs, outcome }];
}

/** Marks the open failures of these items as recovered. */
export function recoverBatchFailures(
  failures: readonly BatchFailure[],
  items: Pick<BatchFailure, "fromItem" | "toItem">,
): readonly BatchFailure[] {
  return failures.map((each) =>
    each.outcome === "open" && overlaps(each, items) ? { ...each, outcome: "recovered" } : each,
  );
}

/** Marks all that did not recover as retried: a new attempt processes their items again. */
export function retryBatchFailures(failures: readonly BatchFailure[]): readonly BatchFailure[] {
  return failures.map((each) => (each.outcome === "recovered" ? each : { ...each, outcome: "retried" }));
}

function overlaps(
  one: Pick<BatchFailure, "fromItem" | "toItem">,
  other: Pick<BatchFailure, "fromItem" | "toItem">,
): boolean {
  return one.fromItem < other.toItem && other.fromItem < one.toItem;
}
