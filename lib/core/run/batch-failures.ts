import type { RunEventOf } from "./events.ts";

/** A batch that failed, and what became of its items. */
export type BatchFailure = Pick<RunEventOf<"batch.failed">, "fromItem" | "toItem" | "kind" | "message" | "tries"> & {
  /** run time of its last failure */
  readonly atMs: number;
  /** lost: no further try was left; retried: its items were open again in the scenario's next attempt */
  readonly outcome: "open" | "recovered" | "lost" | "retried";
};

/** A scenario keeps the newest of them. */
export const MAX_BATCH_FAILURES = 100;

/** The failures with this one; of a stretch that had failed before it takes the place. */
export function addBatchFailure(
  failures: readonly BatchFailure[],
  { fromItem, toItem, kind, message, tries, atMs, next }: RunEventOf<"batch.failed">,
): readonly BatchFailure[] {
  const outcome = next === "none" ? "lost" : "open";
  const others = failures.filter((each) => each.outcome !== "open" || !overlaps(each, { fromItem, toItem }));
  return [...others.slice(1 - MAX_BATCH_FAILURES), { fromItem, toItem, kind, message, tries, atMs, outcome }];
}

/** What of them was in this stretch has been done since. */
export function recoverBatchFailures(
  failures: readonly BatchFailure[],
  stretch: Pick<BatchFailure, "fromItem" | "toItem">,
): readonly BatchFailure[] {
  return failures.map((each) =>
    each.outcome === "open" && overlaps(each, stretch) ? { ...each, outcome: "recovered" } : each,
  );
}

/** A new attempt takes up again whatever was not done: how it comes out is told by the attempt. */
export function retryBatchFailures(failures: readonly BatchFailure[]): readonly BatchFailure[] {
  return failures.map((each) => (each.outcome === "recovered" ? each : { ...each, outcome: "retried" }));
}

function overlaps(
  one: Pick<BatchFailure, "fromItem" | "toItem">,
  other: Pick<BatchFailure, "fromItem" | "toItem">,
): boolean {
  return one.fromItem < other.toItem && other.fromItem < one.toItem;
}
