import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { parseConnection } from "../../lib/store/connection/connection.ts";

/** A proxy between a client and a database on a socket, which can stall, break connections, and encrypt. */
export type DatabaseProxy = {
  readonly url: string;
  /** connections opened so far, and those currently open */
  readonly counts: { opened: number; open: number };
  /** Stops carrying data from now on; connections are still accepted. */
  hold(): void;
  release(): void;
  /** Breaks every connection once this many more bytes of responses have been carried. */
  breakAfter(bytes: number): void;
  close(): Promise<void>;
};

export async function startDatabaseProxy(
  databaseUrl: string,
  options: { sslmode?: string; certificate?: { key: string; cert: string } } = {},
): Promise<DatabaseProxy> {
  const { sslmode = "disable", certificate } = options;
  const { host, port, database, user } = parseConnection(databaseUrl);
  const clients = new Set<Socket>();
  const counts = { opened: 0, open: 0 };
  let isHeld = false;
  let bytesLeft = Infinity;

  const server = createServer((client) => {
    counts.opened++;
    counts.open++;
    clients.add(client);
    client.on("error", () => undefined);
    client.once("close", () => {
      counts.open--;
      clients.delete(client);
    });
    if (certificate === undefined) carry(client);
    else {
      client.once("data", () => {
        client.write("S");
        carry(new TLSSocket(client, { isServer: true, ...certificate }));
      });
    }
  });

  function carry(client: Socket): void {
    const upstream = connect(join(host, `.s.PGSQL.${port}`));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("error", () => undefined);
      from.once("close", () => to.destroy());
      from.on("data", (chunk: Buffer) => {
        if (isHeld) return;
        if (from === client) return void to.write(chunk);
        to.write(chunk.subarray(0, bytesLeft));
        bytesLeft -= chunk.length;
        if (bytesLeft > 0) return;
        bytesLeft = Infinity;
        // data carried before arrives first
        for (const each of clients) each.destroySoon();
      });
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: proxyPort } = server.address() as AddressInfo;
  return {
    url: `postgres://${user}@localhost:${proxyPort}/${database}?sslmode=${sslmode}`,
    counts,
    hold: () => (isHeld = true),
    release: () => (isHeld = false),
    breakAfter: (bytes) => (bytesLeft = bytes),
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
