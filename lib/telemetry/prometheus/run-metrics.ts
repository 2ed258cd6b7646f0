import { gauge, counter } from "./metric.ts";

const RUN = ["run"] as const;
const SCENARIO = ["run", "scenario"] as const;

/** Of the newest runs; see run-tracker.ts. */
export const RUN_METRICS = {
  triptych_runs: gauge("Stored runs.", ["status"]),
  triptych_runs_waiting: gauge("Queued runs that no runner has taken."),
  triptych_runs_beyond_limit: gauge("Runs that have not ended and are older than those that have series of their own."),
  triptych_commands_waiting: gauge("Clicks for runs that have not ended, which no runner has handled."),
  triptych_runs_read_timestamp_seconds: gauge("When the figures of runs were last read from the database."),

  triptych_run_info: gauge("A run, always 1. mode: live or recorded answers.", [
    ...RUN,
    "title",
    "skill",
    "skill_version",
    "sync",
    "hold",
    "mode",
  ]),
  triptych_run_status: gauge("1 for the status of the run, 0 for the others.", [...RUN, "status"]),
  triptych_run_created_timestamp_seconds: gauge("When the run was queued.", RUN),
  triptych_run_started_timestamp_seconds: gauge("When its scenarios started.", RUN),
  triptych_run_finished_timestamp_seconds: gauge("When it ended.", RUN),
  triptych_run_last_fact_timestamp_seconds: gauge("When its last fact was stored.", RUN),
  triptych_run_duration_seconds: gauge("Run time at its last fact: with holds and pauses, without downtime.", RUN),
  triptych_run_takeovers_total: counter("How often a runner took it over from one that was lost.", RUN),

  triptych_scenario_status: gauge("1 for the status of the scenario, 0 for the others.", [...SCENARIO, "status"]),
  triptych_scenario_items: gauge("Items that it is to process.", SCENARIO),
  triptych_scenario_items_done: gauge("Items that are done; of a failed one, those that are right.", SCENARIO),
  triptych_scenario_items_failed: gauge("Items that failed.", SCENARIO),
  triptych_scenario_progress_ratio: gauge("Items done per item, 0 to 1.", SCENARIO),
  triptych_scenario_quality_ratio: gauge("Weighted quality of the items done, 0 to 1.", SCENARIO),
  triptych_scenario_target_quality_ratio: gauge("Expected quality, 0 to 1.", SCENARIO),
  triptych_scenario_attempt: gauge("The current attempt; 1: not retried.", SCENARIO),
  triptych_scenario_stalled: gauge("1 while it makes no progress for longer than expected.", SCENARIO),
  triptych_scenario_batches_total: counter("Batches that were done, in all attempts.", SCENARIO),
  triptych_scenario_batch_failures: gauge("Failed tries of the latest batches that failed, at most 100.", SCENARIO),
  triptych_scenario_faults: gauge("Faults that were injected, the latest 50 at most.", SCENARIO),
  triptych_scenario_active_seconds_total: counter("Time without holds, pauses and downtime.", SCENARIO),
  triptych_scenario_busy_seconds_total: counter("Time of its workers at batches.", SCENARIO),
  triptych_scenario_cpu_wait_seconds_total: counter("The part of the busy time spent waiting for a CPU.", SCENARIO),
  triptych_scenario_tokens_total: counter("Tokens of a model. direction: input or output.", [...SCENARIO, "direction"]),
  triptych_scenario_cost_total: counter("Cost by the prices of the run.", [...SCENARIO, "currency"]),
  triptych_scenario_workers: gauge("Its worker processes.", SCENARIO),
  triptych_scenario_worker_memory_bytes: gauge("Resident memory of its largest worker.", SCENARIO),
  triptych_scenario_worker_memory_peak_bytes: gauge("The most that a worker of it had.", SCENARIO),
};
