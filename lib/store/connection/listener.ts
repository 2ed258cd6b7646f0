import { openClient } from "./clients.ts";
import type { Dialer } from "./dial.ts";
import { withDeadline } from "./errors.ts";

export type Channel = "run_events" | "run_heartbeats" | "run_commands" | "runners" | "stages" | "shortages";
export type ChannelListener = {
  readonly onNotice: (payload: string) => void;
  /** after a reconnect: notices may have been missed */
  readonly onRelisten: () => void;
};

export type NoticeListener = {
  /** Resolves to an unsubscribe function once the server listens. */
  subscribe(channel: Channel, listener: ChannelListener): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

const CHANNELS: readonly Channel[] = ["run_events", "run_heartbeats", "run_commands", "runners", "stages", "shortages"];
/** Short, because the dialer paces the attempts. */
const RETRY_MS = 50;
/** Nothing else is sent on this connection, so only a probe detects that it has died. */
const PROBE_MS = 5_000;
const SETTINGS = { name: "triptych-listen", max: 1, statementTimeoutMs: 0, silenceLimitMs: 5_000 };

/** One LISTEN connection for the whole process, which reconnects automatically. */
export function createNoticeListener(dialer: Dialer): NoticeListener {
  const listeners = new Map<Channel, Set<ChannelListener>>(CHANNELS.map((channel) => [channel, new Set()]));
  let closed = false;
  let endCurrent: () => Promise<void> = async () => undefined;
  let connected: Promise<void> | null = null;

  function onNotice(channel: string, payload: string): void {
    for (const listener of listeners.get(channel as Channel) ?? []) listener.onNotice(payload);
  }

  async function connect(): Promise<void> {
    const { promise: lost, resolve: onLost } = Promise.withResolvers<void>();
    const client = openClient(dialer, { ...SETTINGS, onNotice }, onLost);
    endCurrent = () => client.end({ timeout: 1 });
    await withDeadline("listen", client.unsafe(CHANNELS.map((channel) => `listen ${channel}`).join("; ")));
    const probe = setInterval(() => void client.unsafe("select 1").catch(() => undefined), PROBE_MS);
    probe.unref();
    void lost.then(() => {
      clearInterval(probe);
      if (!closed) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      try {
        await connect();
        for (const listener of [...listeners.values()].flatMap((set) => [...set])) listener.onRelisten();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  return {
    async subscribe(channel, listener) {
      connected ??= connect();
      try {
        await connected;
      } catch (error) {
        connected = null;
        throw error;
      }
      listeners.get(channel)?.add(listener);
      return async () => void listeners.get(channel)?.delete(listener);
    },
    async close() {
      closed = true;
      await endCurrent();
    },
  };
}
