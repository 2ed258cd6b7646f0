import type { OperationContext } from "./context.ts";
import { notFound, type OperationResult, UNKNOWN_RUN } from "./outcomes.ts";

/** A run may be deleted at any moment after it was found; what fails for that is told like any unknown run. */
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
