import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { RequestRefusal } from "./request-checks.ts";
import { REFUSAL_HEADERS } from "./security-headers.ts";

/** Answers on the bare socket where there is no response: refused upgrades and requests that cannot be parsed. */
export function refuseOnSocket(socket: Duplex, { status, message }: Pick<RequestRefusal, "status" | "message">): void {
  const body = `${message}\n`;
  const headers = {
    Connection: "close",
    "Content-Type": "text/plain",
    "Content-Length": String(Buffer.byteLength(body)),
    ...REFUSAL_HEADERS,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n"));
}
