import { z } from "zod";
import { DURATION_BOUNDS, MAX_WORKER_SLOTS, type RunnerFigures } from "../../core/ports/process-figures.ts";
import type { RunnerNotice, RunnerPresence } from "../../core/ports/runner-presence.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import type { NoticeListener } from "../connection/listener.ts";

export function createPostgresRunnerPresence(sql: RawClient, listener: NoticeListener): RunnerPresence {
  return {
    async announce(notice) {
      const rows = sql`select pg_notify('runners', ${toPayload(notice)})`;
      await withDeadline("announce a runner", rows, 4_000);
    },

    subscribe: (notify) =>
      listener.subscribe("runners", {
        onNotice: (payload) => notify(parsePayload(payload)),
        onRelisten: () => undefined,
      }),
  };
}

const count = z.number().min(0);
const Durations = z.object({
  counts: z.array(count).length(DURATION_BOUNDS.length + 1),
  sumSeconds: count,
});
const Figures = z.object({
  startedAt: count,
  cpuSeconds: count,
  residentBytes: count,
  heapUsedBytes: count,
  eventLoopDelay: Durations,
  appends: Durations,
  appendsPending: count,
  appendFailures: count,
  runs: count,
  workers: count,
  workerBytes: z.array(count.nullable()).max(MAX_WORKER_SLOTS),
  otherWorkerBytes: count,
}) satisfies z.ZodType<RunnerFigures>;

/** PostgreSQL refuses payloads of 8,000 bytes; with all figures and every slot taken this one has about 1,000. */
function toPayload({ runnerId, free, figures }: RunnerNotice): string {
  const named = `${runnerId}:${free ?? ""}`;
  return figures === undefined ? named : `${named}:${JSON.stringify(figures)}`;
}

/** Figures of a runner of another version may not fit; that it lives still counts. */
function parsePayload(payload: string): RunnerNotice {
  const [runnerId = "", free = "", ...rest] = payload.split(":");
  const notice = { runnerId, free: free === "" ? null : Number(free) };
  if (rest.length === 0) return notice;
  const figures = Figures.safeParse(parseJson(rest.join(":")));
  return figures.success ? { ...notice, figures: figures.data } : notice;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no figures
  }
}
