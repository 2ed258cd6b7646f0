import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

/** NOTIFY takes a lock at commit: at most 20 a second and run, the first at once, the last always. */
const INTERVAL_MS = 50;

export type NoticeThrottle = {
  /** True when the coming append is to notify. */
  isDue(): boolean;
  /** An append up to `seq` is durable; sends its notice later when it carried none. */
  stored(seq: number): void;
  /** Resolves when no notice is owed. */
  settled(): Promise<void>;
};

export function createNoticeThrottle(sql: RawClient, runId: string): NoticeThrottle {
  let lastAtMs = -INTERVAL_MS;
  let carried = false;
  let owed: Promise<void> | null = null;
  let lastSeq = 0;
  let toldSeq = 0;

  async function sendLater(): Promise<void> {
    do {
      // an append on its way may have carried one meanwhile: the interval then begins anew
      for (let leftMs = 1; leftMs > 0; leftMs = lastAtMs + INTERVAL_MS - performance.now()) {
        await new Promise((resolve) => setTimeout(resolve, leftMs));
      }
      if (toldSeq < lastSeq) await send(lastSeq);
    } while (toldSeq < lastSeq);
    owed = null;
  }

  async function send(seq: number): Promise<void> {
    lastAtMs = performance.now();
    toldSeq = seq;
    try {
      await withDeadline("notify", sql`select pg_notify('run_events', ${`${runId}:${seq}`})`);
    } catch {
      // A notice is a hint; its loss comes with a lost connection, after which readers read again anyway.
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
      if (carried) toldSeq = seq;
      else owed ??= sendLater();
    },
    async settled() {
      await owed;
    },
  };
}
