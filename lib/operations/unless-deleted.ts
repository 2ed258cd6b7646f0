import type { OperationContext } from "./context.ts";
import { notFound, type OperationResult, UNKNOWN_RUN } from "./outcomes.ts";

/** A run may be deleted at any moment after it was found; a failure for that reason is reported like an unknown run. */
export async function unlessDeleted<Value>(
  { runs }: Pick<OperationContext, "runs">,
  runId: string,
  work: () => Promise<OperationResult<Value>>,
): Promise<OperationResult<Value>> {
  try {
    return await work();
  } catch (error) {
    if ((await runs.get(runId)) === null) return notFound(UNKNOWN_RUN);
    throw error;
  }
}
