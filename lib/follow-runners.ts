import type { Clock } from "./core/ports/clock.ts";
import type { RunnerPresence } from "./core/ports/runner-presence.ts";
import type { FreeSlots } from "./core/run/queue-wait.ts";

/** A runner announces itself each second; without an announcement for this long it counts as lost. */
const SILENCE_MS = 2_500;

export type RunnerFollower = { freeSlots(): FreeSlots; close(): Promise<void> };

/** Tracks the living runners and their free slots by their announcements. */
export async function followRunners(
  runners: Pick<RunnerPresence, "subscribe">,
  clock: Pick<Clock, "nowMs">,
): Promise<RunnerFollower> {
  const heard = new Map<string, { readonly free: number; readonly atMs: number }>();
  const sinceMs = clock.nowMs();
  const close = await runners.subscribe(({ runnerId, free }) => {
    if (free === null) heard.delete(runnerId);
    else heard.set(runnerId, { free, atMs: clock.nowMs() });
  });

  function freeSlots(): FreeSlots {
    for (const [id, { atMs }] of heard) if (clock.nowMs() - atMs > SILENCE_MS) heard.delete(id);
    if (heard.size > 0) return [...heard.values()].reduce((sum, { free }) => sum + free, 0);
    return clock.nowMs() - sinceMs > SILENCE_MS ? null : "unknown";
  }
  return { freeSlots, close };
}
