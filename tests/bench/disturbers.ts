import { request } from "node:http";
import type { Socket as NetSocket } from "node:net";
import { connect } from "../support/live-client.ts";

/**
 * Clients that do harm, in a process of their own, so that they cost the measuring one nothing but CPU:
 * `node tests/bench/disturbers.ts <stalled|greedy> <count> <origin> <code>`. They stop when the process is ended.
 */
const [kind = "", count = "0", origin = "", code = ""] = process.argv.slice(2);
const REQUESTS_A_SECOND = 24; // just below what closes a socket
const JOIN = ["join", { protocol: 1, as: "audience", code }] as const;

for (let started = 0; started < Number(count); started += 1) {
  if (kind === "greedy") void stayGreedy();
  else void (started % 2 === 0 ? stallSocket() : stallPolling());
}

/** Asks for everything from the start, over and over, without regard for answers. */
async function stayGreedy(): Promise<void> {
  const client = connect(origin);
  await new Promise((resolve) => client.once("connect", () => resolve(undefined)));
  client.emit(JOIN[0], JOIN[1], () => undefined);
  let sent = 0;
  const asking = setInterval(() => {
    sent += 1;
    if (sent % 2 === 0) client.emit(JOIN[0], JOIN[1], () => undefined);
    else client.emit("resync", { afterSeq: 0 }, () => undefined);
  }, 1_000 / REQUESTS_A_SECOND);
  client.once("disconnect", () => {
    clearInterval(asking);
    void stayGreedy();
  });
}

type Transport = { readonly ws: { readonly _socket: NetSocket; send(data: string): void } };

/** Joins over and over without reading, and sends pongs, so that it counts as alive. */
async function stallSocket(): Promise<void> {
  const client = connect(origin);
  await new Promise((resolve) => client.once("connect", () => resolve(undefined)));
  const { ws } = client.io.engine.transport as unknown as Transport;
  ws._socket.pause();
  let sent = 0;
  const asking = setInterval(() => {
    ws.send(`42${(sent += 1)}${JSON.stringify(JOIN)}`);
    if (sent % REQUESTS_A_SECOND === 0) ws.send("3");
  }, 1_000 / REQUESTS_A_SECOND);
  // a paused socket does not see its end
  ws._socket.on("error", () => undefined);
  const watching = setInterval(() => {
    if (ws._socket.writable && !ws._socket.destroyed && ws._socket.writableLength < 1_000) return;
    clearInterval(asking);
    clearInterval(watching);
    client.disconnect();
    ws._socket.destroy();
    void stallSocket();
  }, 1_000);
}

/** The same over polling: one poll that is never read, and joins by POST. */
async function stallPolling(): Promise<void> {
  const base = `${origin}/socket.io/?EIO=4&transport=polling`;
  const opened = await fetch(base);
  const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
  const post = (body: string) => fetch(`${base}&sid=${sid}`, { method: "POST", body, headers: { Origin: origin } });
  await post("40");
  const poll = request(`${base}&sid=${sid}`, (response) => response.pause());
  poll.on("error", () => undefined);
  poll.end();
  for (let sent = 1; ; sent += 1) {
    const { ok } = await post(sent % REQUESTS_A_SECOND === 0 ? "3" : `42${sent}${JSON.stringify(JOIN)}`);
    if (!ok) break;
    await new Promise((resolve) => setTimeout(resolve, 1_000 / REQUESTS_A_SECOND));
  }
  poll.destroy();
  void stallPolling();
}
