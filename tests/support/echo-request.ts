import type { WorkerRequest } from "../../lib/core/ports/skill-host.ts";

/** A request for the echo skill of tests/support/skills, ten items by default. */
export function echoRequest(options: WorkerRequest["options"] = {}, rest: Partial<WorkerRequest> = {}): WorkerRequest {
  return {
    skillId: "echo",
    scenarioId: "simple",
    seed: 7,
    items: 10,
    distribution: "uniform",
    input: null,
    memoryLimitMb: 256,
    options,
    ...rest,
  };
}
