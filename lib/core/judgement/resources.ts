import type { ScenarioFigures } from "./input.ts";
import type { ResourceNeeds } from "../run/judgement.ts";

/** I4. What a scenario needed, and how many items a second of active time it finished with that. */
export function judgeResources({ id, itemsDone, elapsedMs, run }: ScenarioFigures): ResourceNeeds {
  return {
    scenarioId: id,
    peakMemoryMb: run?.peakMemoryMb ?? null,
    memoryLimitMb: run?.memoryLimitMb ?? null,
    concurrency: run?.concurrency ?? null,
    itemsPerSecond: itemsDone > 0 && elapsedMs > 0 ? itemsDone / (elapsedMs / 1_000) : null,
  };
}
