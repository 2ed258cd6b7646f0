import type { Stage } from "../../core/ports/stage-store.ts";
import type { StageCache } from "./stage-cache.ts";
import type { WatchedRun } from "./watched-run.ts";
import type { WatchedRuns } from "./watched-runs.ts";

export type StagedRun = { readonly stage: Stage; readonly watched: WatchedRun | null };

/**
 * The stage of a code and its run, open. Opening a run takes time in which the stage may move, so the stage is read again
 * afterwards: the answer is true in the turn in which it arrives. null: no such code.
 */
export async function findStagedRun(
  { stages, runs }: { readonly stages: StageCache; readonly runs: WatchedRuns },
  code: string,
): Promise<StagedRun | null> {
  for (;;) {
    const stage = await stages.findByCode(code);
    if (stage === null) return null;
    const watched = stage.runId === null ? null : runs.find(stage.runId);
    if (watched !== undefined) return { stage, watched };
    // the stage of a run that was deleted meanwhile is shown empty
    if (stage.runId !== null && (await runs.watch(stage.runId)) === null) return { stage, watched: null };
  }
}
