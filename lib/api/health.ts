import { RUNNER_SILENCE_MS } from "../realtime/follow/run-liveness.ts";
import type { ExportPlaces } from "../core/ports/export-places.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import type { RunOwnership } from "../core/ports/run-ownership.ts";
import type { Shortage } from "../core/ports/storage.ts";
import type { FreeSlots } from "../core/run/queue-wait.ts";
import type { Health } from "./schemas.ts";

type Deps = {
  readonly ping: () => Promise<number>;
  readonly log: Pick<EventLog, "subscribe">;
  readonly ownership: Pick<RunOwnership, "findUnowned">;
  /** what the database lacks; never rejects */
  readonly checkShortage: () => Promise<Shortage | null>;
  readonly freeSlots: () => FreeSlots;
  readonly nowMs: () => number;
  readonly version: string;
  readonly countSockets: () => number;
  /** null: runs are sent nowhere */
  readonly exporters: Pick<ExportPlaces, "listExporters"> | null;
};

/** Starts watching the runners' heartbeats; `check` never rejects. */
export async function createHealthCheck(
  deps: Deps,
): Promise<{ check: () => Promise<Health>; close: () => Promise<void> }> {
  let beatMs = Number.NEGATIVE_INFINITY;
  const close = await deps.log.subscribe(({ kind }) => {
    if (kind === "heartbeat") beatMs = deps.nowMs();
  });

  async function findRunner(): Promise<Health["runner"]> {
    const isAnnounced = typeof deps.freeSlots() === "number";
    if (isAnnounced || deps.nowMs() - beatMs <= RUNNER_SILENCE_MS) return "alive";
    return (await deps.ownership.findUnowned()).length > 0 ? "lost" : "idle";
  }

  async function listExporters(): Promise<Health["exporters"]> {
    const exporters = (await deps.exporters?.listExporters()) ?? [];
    return exporters.map(({ exporter, isRunning, report, pendingRuns }) => {
      const status = isRunning ? (report.fault === null ? "sending" : "failing") : "stopped";
      return { name: exporter, status, pendingRuns, refused: report.refused };
    });
  }

  async function check(): Promise<Health> {
    const { version } = deps;
    const sockets = deps.countSockets();
    const shortage = await deps.checkShortage();
    const status = shortage === null ? "ok" : "unavailable";
    try {
      const latencyMs = Math.round((await deps.ping()) * 10) / 10;
      const database = { ok: shortage === null, latencyMs, shortage };
      return { status, version, database, runner: await findRunner(), sockets, exporters: await listExporters() };
    } catch {
      const database = { ok: false, latencyMs: null, shortage };
      return { status: "unavailable", version, database, runner: "unknown", sockets, exporters: [] }; // the response reports it
    }
  }
  return { check, close };
}
