import type { ExporterState } from "../../core/ports/export-places.ts";
import type { ProcessFigures } from "../../core/ports/process-figures.ts";
import { SHORTAGES, type Shortage } from "../../core/ports/storage.ts";
import type { LivingRunner } from "../../follow-runners.ts";
import type { HubFigures } from "../../realtime/sockets/hub.ts";
import type { Samples } from "./samples.ts";

export function sampleProcess(samples: Samples, process: "web" | "runner", runner: string, own: ProcessFigures): void {
  const labels = { process, runner };
  samples.add("triptych_process_start_time_seconds", own.startedAt, labels);
  samples.add("triptych_process_cpu_seconds_total", own.cpuSeconds, labels);
  samples.add("triptych_process_resident_memory_bytes", own.residentBytes, labels);
  samples.add("triptych_process_heap_used_bytes", own.heapUsedBytes, labels);
  samples.add("triptych_event_loop_delay_seconds", own.eventLoopDelay, labels);
  samples.add("triptych_log_append_seconds", own.appends, labels);
  samples.add("triptych_log_appends_pending", own.appendsPending, labels);
  samples.add("triptych_log_append_failures_total", own.appendFailures, labels);
}

/** `now`: the clock's reading and the wall time in seconds of the same moment. */
export function sampleRunners(
  samples: Samples,
  runners: readonly LivingRunner[],
  now: { readonly nowMs: number; readonly wallSeconds: number },
): void {
  samples.add("triptych_runners", runners.length);
  for (const { number, free, heardAtMs, figures } of runners) {
    const runner = String(number);
    const heartbeat = now.wallSeconds - (now.nowMs - heardAtMs) / 1_000;
    samples.add("triptych_runner_heartbeat_timestamp_seconds", heartbeat, { runner });
    samples.add("triptych_runner_free_slots", free, { runner });
    if (figures === null) continue;
    sampleProcess(samples, "runner", runner, figures);
    samples.add("triptych_runner_runs", figures.runs, { runner });
    samples.add("triptych_runner_workers", figures.workers, { runner });
    for (const [index, bytes] of figures.workerBytes.entries())
      samples.add("triptych_worker_resident_memory_bytes", bytes, { runner, slot: String(index + 1) });
    if (figures.otherWorkerBytes > 0)
      samples.add("triptych_worker_resident_memory_bytes", figures.otherWorkerBytes, { runner, slot: "other" });
  }
}

export function sampleHub(samples: Samples, hub: HubFigures): void {
  for (const [role, count] of Object.entries(hub.sockets)) samples.add("triptych_sockets", count, { role });
  samples.add("triptych_sockets_slow", hub.slowSockets);
  samples.add("triptych_sockets_cut_total", hub.cutSockets);
  for (const [reason, count] of Object.entries(hub.refused))
    samples.add("triptych_sockets_refused_total", count, { reason });
  samples.add("triptych_socket_queued_bytes", hub.queuedBytes);
  for (const role of ["presenter", "audience"] as const) {
    samples.add("triptych_frames_sent_total", hub.framesSent[role], { role });
    samples.add("triptych_frame_bytes_sent_total", hub.frameBytesSent[role], { role });
  }
  samples.add("triptych_frames_withheld_total", hub.framesWithheld);
  samples.add("triptych_reply_bytes_sent_total", hub.replyBytesSent);
}

export function sampleShortage(samples: Samples, shortage: Shortage | null): void {
  for (const kind of SHORTAGES) samples.add("triptych_database_shortage", Number(kind === shortage), { kind });
}

export function sampleExporters(samples: Samples, exporters: readonly ExporterState[]): void {
  for (const { exporter, isRunning, report, pendingRuns } of exporters) {
    samples.add("triptych_exporter_up", Number(isRunning), { exporter });
    samples.add("triptych_exporter_failing", Number(isRunning && report.fault !== null), { exporter });
    samples.add("triptych_exporter_pending_runs", pendingRuns, { exporter });
    samples.add("triptych_exporter_records_sent_total", report.sent, { exporter });
    samples.add("triptych_exporter_records_refused_total", report.refused, { exporter });
    samples.add("triptych_exporter_request_failures_total", report.failures, { exporter });
  }
}
