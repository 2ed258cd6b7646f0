import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuseOnSocket } from "../access/raw-refusal.ts";
import type { Front } from "./front.ts";

export const FRONT_SERVER: ServerOptions = {
  /** A missing Host is refused by our own check, since Node's answer would lack our headers. */
  requireHostHeader: false,
  /** Any other protocol is only an offer: Java's HTTP client makes it (h2c) and expects a plain answer. */
  shouldUpgradeCallback: ({ headers }) => /\bwebsocket\b/i.test(headers.upgrade ?? ""),
};

const REFUSALS: { readonly [code: string]: { readonly status: number; readonly message: string } } = {
  HPE_HEADER_OVERFLOW: { status: 431, message: "The headers of the request are too large." },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: "The extensions of the body are too large." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: "The request was not completed in time." },
};
const UNREADABLE = { status: 400, message: "The request is not valid HTTP." };

/** Lets the front answer every request of the server, including those that Node would refuse itself, without our headers. */
export function attachFront(server: Server, front: Front): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    answers.set(request.socket, response);
    void front.handleRequest(request, response);
  };
  server.on("request", handle);
  // an expectation other than 100-continue may be ignored
  server.on("checkExpectation", handle);
  server.on("upgrade", (request, socket, head) => front.handleUpgrade(request, socket, head));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    // in the middle of an answer a second one would be read as part of it
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    if (error.code === "ECONNRESET" || !socket.writable || isAnswering) socket.destroy();
    else refuseOnSocket(socket, REFUSALS[error.code ?? ""] ?? UNREADABLE);
  });
}
