import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

/** NOTIFY takes a lock at commit, so at most 20 a second per run: the first at once, the last always. */
const INTERVAL_MS = 50;

export type NoticeThrottle = {
  /** Whether the next append should notify. */
  isDue(): boolean;
  /** Call when events up to `seq` are durable; sends their notice later if the append carried none. */
  stored(seq: number): void;
  /** Resolves when no notice is pending. */
  settled(): Promise<void>;
};

export function createNoticeThrottle(sql: RawClient, runId: string): NoticeThrottle {
  let lastAtMs = -INTERVAL_MS;
  let carried = false;
  let owed: Promise<void> | null = null;
  let lastSeq = 0;
  let notifiedSeq = 0;

  async function sendLater(): Promise<void> {
    do {
      // a concurrent append may have notified meanwhile, which restarts the interval
      for (let leftMs = 1; leftMs > 0; leftMs = lastAtMs + INTERVAL_MS - performance.now()) {
        await new Promise((resolve) => setTimeout(resolve, leftMs));
      }
      if (notifiedSeq < lastSeq) await send(lastSeq);
    } while (notifiedSeq < lastSeq);
    owed = null;
  }

  async function send(seq: number): Promise<void> {
    lastAtMs = performance.now();
    notifiedSeq = seq;
    try {
      await withDeadline("notify", sql`select pg_notify('run_events', ${`${runId}:${seq}`})`);
    } catch {
      // A notice is only a hint. It is lost with the connection, and readers read again after a reconnect.
    }
  }

  return {
    isDue() {
      carried = performance.now() - lastAtMs >= INTERVAL_MS;
      if (carried) lastAtMs = performance.now();
      return carried;
    },
    stored(seq) {
      lastSeq = seq;
      if (carried) notifiedSeq = seq;
      else owed ??= sendLater();
    },
    async settled() {
      await owed;
    },
  };
}
