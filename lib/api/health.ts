import { RUNNER_SILENCE_MS } from "../realtime/follow/run-liveness.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import type { RunOwnership } from "../core/ports/run-ownership.ts";
import type { FreeSlots } from "../core/run/queue-wait.ts";
import type { Health } from "./schemas.ts";

type Deps = {
  readonly ping: () => Promise<number>;
  readonly log: Pick<EventLog, "subscribe">;
  readonly ownership: Pick<RunOwnership, "findUnowned">;
  readonly freeSlots: () => FreeSlots;
  readonly nowMs: () => number;
  readonly version: string;
  readonly countSockets: () => number;
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

  async function check(): Promise<Health> {
    const { version } = deps;
    const sockets = deps.countSockets();
    try {
      const latencyMs = Math.round((await deps.ping()) * 10) / 10;
      return { status: "ok", version, database: { ok: true, latencyMs }, runner: await findRunner(), sockets };
    } catch {
      return { status: "unavailable", version, database: { ok: false, latencyMs: null }, runner: "unknown", sockets }; // the response reports it
    }
  }
  return { check, close };
}
