import { requireScenarioSpec } from "../../core/run/scenarios.ts";
import { optionsOf } from "../../core/run/variants/options.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { BatchKey, EventLog } from "../../core/ports/event-log.ts";
import type { SkillHost, WorkerRequest } from "../../core/ports/skill-host.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { isEnded } from "../../core/run/statuses.ts";
import type { InstalledSkill } from "../../skills/sources/installed-skill.ts";
import { Crew } from "../crew/crew.ts";
import type { CrewListener } from "../crew/crew-listener.ts";
import { createMeasure } from "../crew/measure.ts";
import type { RunClock } from "./run-clock.ts";
import { drawScenarioRows } from "./run-input.ts";
import { restoreTally } from "../crew/scenario-tally.ts";

export type OpenCrewsOptions = {
  readonly state: RunState;
  readonly skill: InstalledSkill;
  readonly log: EventLog;
  readonly host: SkillHost;
  /** the uploaded rows; null: generated data */
  readonly rows: readonly JsonObject[] | null;
  readonly clock: Pick<RunClock, "nowMs">;
  readonly listenerOf: (scenarioId: string) => CrewListener;
  readonly traceparentOf: TraceparentOf | undefined;
};

/** The W3C's Trace Context of a batch, as its span is exported. */
export type TraceparentOf = (runId: string, scenarioId: string, attempt: number, batch: BatchKey) => string;

/** A crew per open scenario, with the results stored in the log; workers are not started yet. */
export async function openCrews(options: OpenCrewsOptions): Promise<ReadonlyMap<string, Crew>> {
  const open = options.state.scenarios.filter((scenario) => !isEnded(scenario));
  const crews = await Promise.all(open.map((scenario) => openCrew(options, scenario, scenario.attempt)));
  return new Map(crews.map((crew) => [crew.scenarioId, crew]));
}

/** A crew for one attempt at a scenario: the current one, or the next after a failure. */
export async function openCrew(options: OpenCrewsOptions, scenario: ScenarioState, attempt: number): Promise<Crew> {
  const { state, skill, log, host, clock, traceparentOf } = options;
  const spec = requireScenarioSpec(state, scenario.id);
  const { batchesDone, busyMs, cpuWaitMs } = scenario.totals;
  const measure = createMeasure(state.spec.metrics ?? skill.manifest.metrics, { batchesDone, busyMs, cpuWaitMs });
  const segments = await log.readSegments(state.runId, scenario.id);
  return new Crew({
    host,
    measure,
    tally: restoreTally({ scenarioId: scenario.id, attempt, items: spec.items, measure }, segments),
    listener: options.listenerOf(scenario.id),
    nowMs: () => clock.nowMs(),
    fault: scenario.fault,
    traceparentOf: traceparentOf && ((batch) => traceparentOf(state.runId, scenario.id, attempt, batch)),
    request: toWorkerRequest(state.spec, spec, options.rows),
  });
}

export function toWorkerRequest(
  spec: RunSpec,
  scenario: ScenarioSpec,
  rows: readonly JsonObject[] | null,
): WorkerRequest {
  const { skillId, seed } = spec;
  const options = optionsOf(spec, scenario);
  const { id: scenarioId, items, distribution, memoryLimitMb } = scenario;
  const input = drawScenarioRows(rows, seed, scenario);
  return { skillId, scenarioId, seed, items, distribution, options, input, memoryLimitMb };
}
