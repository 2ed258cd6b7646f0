import { computeAmounts, computeUsage } from "../../core/cost/compute-cost.ts";
import { RUN_STATUSES, SCENARIO_STATUSES } from "../../core/run/statuses.ts";
import type { ScenarioSpec } from "../../core/run/spec.ts";
import type { RunState, ScenarioState } from "../../core/run/state.ts";
import { countItemsDone } from "../../core/run/totals.ts";
import type { Samples } from "./samples.ts";

const BYTES_PER_MB = 1_048_576;

export function sampleRun(samples: Samples, run: RunState): void {
  const { runId, spec } = run;
  const own = { run: runId };
  samples.add("triptych_run_info", 1, {
    ...own,
    title: spec.title,
    skill: spec.skillId,
    skill_version: spec.skillVersion,
    sync: spec.sync,
    hold: spec.hold,
    mode: (spec.answers ?? null) === null ? "live" : "recorded",
  });
  samples.addStatus("triptych_run_status", RUN_STATUSES, run.status, own);
  samples.add("triptych_run_created_timestamp_seconds", toSeconds(run.queuedAt), own);
  samples.add("triptych_run_started_timestamp_seconds", toSeconds(run.startedAt), own);
  samples.add("triptych_run_finished_timestamp_seconds", toSeconds(run.finishedAt), own);
  samples.add("triptych_run_last_fact_timestamp_seconds", toSeconds(run.at), own);
  samples.add("triptych_run_duration_seconds", run.atMs / 1_000, own);
  samples.add("triptych_run_takeovers_total", run.recoveries.length, own);
  for (const scenario of run.scenarios) {
    const planned = spec.scenarios.find(({ id }) => id === scenario.id);
    if (planned === undefined) continue;
    sampleProgress(samples, run, scenario, planned);
    sampleEffort(samples, run, scenario);
  }
}

function sampleProgress(samples: Samples, { runId }: RunState, scenario: ScenarioState, planned: ScenarioSpec): void {
  const own = { run: runId, scenario: scenario.id };
  const done = countItemsDone(scenario);
  samples.addStatus("triptych_scenario_status", SCENARIO_STATUSES, scenario.status, own);
  samples.add("triptych_scenario_items", planned.items, own);
  samples.add("triptych_scenario_items_done", done, own);
  samples.add("triptych_scenario_items_failed", scenario.totals.itemsFailed, own);
  samples.add("triptych_scenario_progress_ratio", done / planned.items, own);
  samples.add("triptych_scenario_quality_ratio", scenario.totals.quality, own);
  samples.add("triptych_scenario_target_quality_ratio", planned.targetQuality, own);
  samples.add("triptych_scenario_attempt", scenario.attempt, own);
  samples.add("triptych_scenario_stalled", Number(scenario.stalledSinceMs !== null), own);
  samples.add("triptych_scenario_batches_total", scenario.totals.batchesDone, own);
  const failedTries = (scenario.batchFailures ?? []).reduce((sum, { tries }) => sum + tries, 0);
  samples.add("triptych_scenario_batch_failures", failedTries, own);
  samples.add("triptych_scenario_faults", scenario.faults.length, own);
}

function sampleEffort(samples: Samples, { runId, spec }: RunState, scenario: ScenarioState): void {
  const own = { run: runId, scenario: scenario.id };
  const { totals } = scenario;
  samples.add("triptych_scenario_active_seconds_total", totals.elapsedMs / 1_000, own);
  samples.add("triptych_scenario_busy_seconds_total", totals.busyMs / 1_000, own);
  samples.add("triptych_scenario_cpu_wait_seconds_total", totals.cpuWaitMs / 1_000, own);
  samples.add("triptych_scenario_tokens_total", totals.inputTokens, { ...own, direction: "input" });
  samples.add("triptych_scenario_tokens_total", totals.outputTokens, { ...own, direction: "output" });
  if (spec.prices !== null) {
    const cost = computeAmounts(computeUsage(totals), spec.prices).total;
    samples.add("triptych_scenario_cost_total", cost, { ...own, currency: spec.prices.currency });
  }
  samples.add("triptych_scenario_workers", scenario.workers, own);
  samples.add("triptych_scenario_worker_memory_bytes", toBytes(scenario.memoryMb), own);
  samples.add("triptych_scenario_worker_memory_peak_bytes", toBytes(scenario.peakMemoryMb), own);
}

function toSeconds(time: string | null): number | null {
  return time === null ? null : Date.parse(time) / 1_000;
}

function toBytes(megabytes: number | null): number | null {
  return megabytes === null ? null : megabytes * BYTES_PER_MB;
}
