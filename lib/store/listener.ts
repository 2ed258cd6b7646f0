import pg from "pg";
import { parseConnection } from "./connection.ts";

export type Channel = "run_events" | "run_heartbeats" | "run_commands" | "stages";
export type ChannelListener = {
  readonly onNotice: (payload: string) => void;
  /** after a reconnect: notices may have been missed */ readonly onRelisten: () => void;
};

export type NoticeListener = {
  /** Resolves to unsubscribe once the server listens. */
  subscribe(channel: Channel, listener: ChannelListener): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

const CHANNELS: readonly Channel[] = ["run_events", "run_heartbeats", "run_commands", "stages"];
const RETRY_MS = [50, 100, 200, 500, 1_000];
/** A connection that died without a word (a sleeping laptop, a lost route) is found by asking. */
const PROBE_MS = 5_000;

/** One connection that LISTENs for the whole process and comes back by itself. */
export function createNoticeListener(databaseUrl: string): NoticeListener {
  const listeners = new Map<Channel, Set<ChannelListener>>(CHANNELS.map((channel) => [channel, new Set()]));
  let closed = false;
  let current: pg.Client | null = null;
  let connected: Promise<void> | null = null;

  async function connect(): Promise<void> {
    const client = await listen(databaseUrl, (channel, payload) => {
      for (const listener of listeners.get(channel as Channel) ?? []) listener.onNotice(payload);
    });
    current = client;
    const probe = setInterval(
      () => void client.query("select 1").catch(() => client.end().catch(() => undefined)),
      PROBE_MS,
    );
    probe.unref();
    client.once("end", () => {
      clearInterval(probe);
      current = null;
      if (!closed) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !closed; attempt++) {
      try {
        await connect();
        for (const listener of [...listeners.values()].flatMap((set) => [...set])) listener.onRelisten();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));
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
      await connected?.catch(() => undefined);
      await current?.end();
    },
  };
}

/** A connection that listens. One that fails on the way is not left open. */
async function listen(databaseUrl: string, onNotice: (channel: string, payload: string) => void): Promise<pg.Client> {
  const client = new pg.Client({
    ...parseConnection(databaseUrl),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    application_name: "triptych-listen",
  });
  client.on("notification", ({ channel, payload }) => onNotice(channel, payload ?? ""));
  client.on("error", () => undefined); // its "end" follows, and that is acted on
  try {
    await client.connect();
    await client.query(CHANNELS.map((channel) => `listen ${channel}`).join("; "));
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
}
