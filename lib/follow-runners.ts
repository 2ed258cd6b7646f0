import type { Clock } from "./core/ports/clock.ts";
import type { RunnerFigures } from "./core/ports/process-figures.ts";
import type { RunnerPresence } from "./core/ports/runner-presence.ts";
import type { FreeSlots } from "./core/run/queue-wait.ts";

/** A runner announces itself each second; without an announcement for this long it counts as lost. */
const SILENCE_MS = 2_500;

export type LivingRunner = {
  /** 1, 2 …: the lowest that no other living runner has */
  readonly number: number;
  readonly free: number;
  /** by the clock's `nowMs` */
  readonly heardAtMs: number;
  /** null: it has sent none that this version understands */
  readonly figures: RunnerFigures | null;
};

export type RunnerFollower = {
  freeSlots(): FreeSlots;
  living(): readonly LivingRunner[];
  close(): Promise<void>;
};

/** Tracks the living runners, their free slots and their figures by their announcements. */
export async function followRunners(
  runners: Pick<RunnerPresence, "subscribe">,
  clock: Pick<Clock, "nowMs">,
): Promise<RunnerFollower> {
  const heard = new Map<string, LivingRunner>();
  const sinceMs = clock.nowMs();
  const close = await runners.subscribe(({ runnerId, free, figures }) => {
    forgetSilent();
    const known = heard.get(runnerId);
    if (free === null) heard.delete(runnerId);
    else
      heard.set(runnerId, {
        number: known?.number ?? computeLowestFree([...heard.values()].map(({ number }) => number)),
        free,
        heardAtMs: clock.nowMs(),
        figures: figures ?? known?.figures ?? null,
      });
  });

  function forgetSilent(): void {
    for (const [id, { heardAtMs }] of heard) if (clock.nowMs() - heardAtMs > SILENCE_MS) heard.delete(id);
  }

  function freeSlots(): FreeSlots {
    forgetSilent();
    if (heard.size > 0) return [...heard.values()].reduce((sum, { free }) => sum + free, 0);
    return clock.nowMs() - sinceMs > SILENCE_MS ? null : "unknown";
  }

  function living(): readonly LivingRunner[] {
    forgetSilent();
    return [...heard.values()].toSorted((a, b) => a.number - b.number);
  }
  return { freeSlots, living, close };
}

function computeLowestFree(taken: readonly number[]): number {
  let number = 1;
  while (taken.includes(number)) number += 1;
  return number;
}
