import type { RunEvent } from "./core/run/events.ts";
import type { EventLog } from "./core/ports/event-log.ts";

const READ_LIMIT = 2_000;
const RETRY_MS = 250;
const RETRY_LONGEST_MS = 2_000;

export type LogFollower = {
  /** Call when there may be events up to `seq`, or any number without it. */
  readonly notice: (seq?: number) => void;
  readonly close: () => void;
};

export type FollowOptions = {
  readonly log: Pick<EventLog, "read">;
  readonly runId: string;
  /** the last known event */
  readonly afterSeq: number;
  /** called with each event once, in order */
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** called once when the log cannot be read; reading is retried with back-off */
  readonly onFault: (error: unknown) => void;
};

/**
 * Reads a run's events as they are stored. Notices are only hints, the log is authoritative. Subscribe first, read the
 * state, then follow from there, so that no event is missed in between.
 */
export function followLog({ log, runId, afterSeq, onEvents, onFault }: FollowOptions): LogFollower {
  let lastSeq = afterSeq;
  let noticedSeq = afterSeq;
  let isWanted = false;
  let isReading = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let isClosed = false;

  async function read(): Promise<void> {
    isReading = true;
    try {
      while (isWanted && !isClosed) {
        isWanted = false;
        const events = await log.read(runId, lastSeq, READ_LIMIT);
        take(events);
        // never set to false here: a notice may have arrived during the read
        if (events.length > 0 && (events.length === READ_LIMIT || noticedSeq > lastSeq)) isWanted = true;
      }
      failures = 0;
    } catch (error) {
      retryLater(error);
    } finally {
      isReading = false;
    }
  }

  function take(events: readonly RunEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > lastSeq);
    lastSeq = fresh.at(-1)?.seq ?? lastSeq;
    if (fresh.length > 0 && !isClosed) onEvents(fresh);
  }

  function retryLater(error: unknown): void {
    if (isClosed) return;
    if (failures === 0) onFault(error);
    failures += 1;
    isWanted = true;
    retry = setTimeout(
      () => {
        retry = null;
        void read();
      },
      Math.min(RETRY_MS * 2 ** (failures - 1), RETRY_LONGEST_MS),
    );
  }

  return {
    notice(seq) {
      if (seq !== undefined) noticedSeq = Math.max(noticedSeq, seq);
      if (isClosed || (seq !== undefined && seq <= lastSeq)) return;
      isWanted = true;
      if (!isReading && retry === null) void read();
    },
    close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      retry = null;
    },
  };
}
