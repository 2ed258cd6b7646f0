import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import type { Connection } from "./connection.ts";
import { DatabaseUnavailableError } from "./errors.ts";

/** The SSLRequest packet: length 8 and its request code. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Opens a socket on which the server expects the startup packet, encrypted if the connection requires it. */
export async function openServerSocket(to: Connection, signal: AbortSignal): Promise<Socket> {
  const place = to.host.startsWith("/")
    ? { path: join(to.host, `.s.PGSQL.${to.port}`) }
    : { host: to.host, port: to.port, noDelay: true };
  const socket = connect(place);
  try {
    await once(socket, "connect", { signal });
    return to.ssl === undefined ? socket : await encrypt(socket, to.host, to.ssl, signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function encrypt(
  socket: Socket,
  host: string,
  ssl: NonNullable<Connection["ssl"]>,
  signal: AbortSignal,
): Promise<Socket> {
  const hangUp = () => socket.destroy(new DatabaseUnavailableError("The server hung up"));
  socket.once("end", hangUp).write(SSL_REQUEST);
  const [answer] = (await once(socket, "data", { signal })) as [Buffer];
  socket.off("end", hangUp);
  // more than one byte was not sent under encryption (CVE-2021-23222)
  if (answer.toString("latin1") !== "S") throw new Error("The server does not offer an encrypted connection");
  socket.on("error", () => undefined); // the encrypted socket reports it
  const encrypted = connectTls({ ...ssl, socket, host, ...(isIP(host) === 0 ? { servername: host } : {}) });
  await once(encrypted, "secureConnect", { signal });
  return encrypted;
}
