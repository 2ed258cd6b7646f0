import { counter, gauge, histogram } from "./metric.ts";

/** The process that a series is of: "web" with an empty runner, or "runner" with its number. */
const PROCESS = ["process", "runner"] as const;
const RUNNER = ["runner"] as const;

/** Of this web process, the living runners, the database and the exporters. */
export const SERVER_METRICS = {
  triptych_build_info: gauge("The version that is running, always 1.", ["version", "node_version"]),
  triptych_database_up: gauge("1 if the database answered in time, otherwise 0."),
  triptych_database_ping_seconds: gauge("Round trip to the database."),
  triptych_database_shortage: gauge("1 while the database cannot store for want of this.", ["kind"]),

  triptych_process_start_time_seconds: gauge("When the process started.", PROCESS),
  triptych_process_cpu_seconds_total: counter("CPU time of the process.", PROCESS),
  triptych_process_resident_memory_bytes: gauge("Resident memory of the process.", PROCESS),
  triptych_process_heap_used_bytes: gauge("Memory in use on its JavaScript heap.", PROCESS),
  triptych_event_loop_delay_seconds: histogram("How late timers are because the event loop is busy.", PROCESS),
  triptych_log_append_seconds: histogram("From the request to store facts until they are durable.", PROCESS),
  triptych_log_appends_pending: gauge("Requests to store facts that are not settled.", PROCESS),
  triptych_log_append_failures_total: counter("Requests to store facts that were rejected.", PROCESS),

  triptych_runners: gauge("Runners that announced themselves in the last 2.5 seconds."),
  triptych_runner_heartbeat_timestamp_seconds: gauge("When the runner last announced itself.", RUNNER),
  triptych_runner_free_slots: gauge("How many more runs it would compute.", RUNNER),
  triptych_runner_runs: gauge("Runs that it drives, those that wait included.", RUNNER),
  triptych_runner_workers: gauge("Its worker processes.", RUNNER),
  triptych_worker_resident_memory_bytes: gauge("Memory of a worker. slot: 1 to 32, or other for the sum of the rest.", [
    ...RUNNER,
    "slot",
  ]),

  triptych_sockets: gauge("Connected pages. role: presenter, reviewer, audience or unjoined.", ["role"]),
  triptych_sockets_slow: gauge("Sockets that get no frames until they have caught up."),
  triptych_sockets_cut_total: counter("Sockets that were cut off because they took nothing."),
  triptych_sockets_refused_total: counter("Sockets that were refused. reason: full, origin or database.", ["reason"]),
  triptych_socket_queued_bytes: gauge("Written to all sockets and still in this process."),
  triptych_frames_sent_total: counter("Frames sent to sockets. role: presenter or audience.", ["role"]),
  triptych_frame_bytes_sent_total: counter("Bytes of these frames.", ["role"]),
  triptych_frames_withheld_total: counter("Frames not sent to slow sockets."),
  triptych_reply_bytes_sent_total: counter("Bytes of answers to sockets, most of them states at a join."),

  triptych_exporter_up: gauge("1 while a process sends runs to this receiver.", ["exporter"]),
  triptych_exporter_failing: gauge("1 while the receiver is in the way of it.", ["exporter"]),
  triptych_exporter_pending_runs: gauge("Runs with facts that are not sent.", ["exporter"]),
  triptych_exporter_records_sent_total: counter("Records that the receiver has taken.", ["exporter"]),
  triptych_exporter_records_refused_total: counter("Records that it will never take.", ["exporter"]),
  triptych_exporter_request_failures_total: counter("Requests that are tried again.", ["exporter"]),
};
