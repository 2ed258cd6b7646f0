import type { IncomingMessage, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { checkNextRequest, dropForgedHeaders } from "../access/next-guard.ts";
import { checkHost, checkSocketRequest, type RequestRefusal } from "../access/request-checks.ts";
import { setSecurityHeaders } from "../access/security-headers.ts";
import { toErrorReport } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import { SOCKET_PATH, type Hub } from "../realtime/sockets/hub.ts";
import type { Api } from "./api.ts";
import { sendError } from "./http.ts";

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** the development server's hot reload; null in production */
  readonly handleUpgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null;
};

export type FrontDeps = {
  readonly services: Pick<WebServices, "addresses" | "grants">;
  readonly hub: Pick<Hub, "handleRequest" | "handleUpgrade">;
  readonly api: Api;
  readonly pages: Pages;
  readonly report: (what: string, error: unknown) => void;
};

/** The entry point of the web process: checks the Host and the origin, then dispatches to the API, the hub or Next. */
export function createFront(deps: FrontDeps) {
  const { services, hub, api, pages } = deps;
  const { addresses } = services;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = checkHost(addresses, request);
    setSecurityHeaders(response, {
      host: foreign === null ? (request.headers.host ?? "") : "",
      dev: pages.handleUpgrade !== null,
    });
    if (foreign !== null) return refuse(response, foreign);
    const path = pathOf(request);
    if (path.startsWith("/api/") || path === "/api") return api(request, response);
    if (path.startsWith(SOCKET_PATH)) {
      const refusal = checkSocketRequest(addresses, request);
      return refusal === null ? hub.handleRequest(request, response) : refuse(response, refusal);
    }
    const refusal = await checkNextRequest(services, request);
    if (refusal !== null) return refuse(response, refusal);
    dropForgedHeaders(request);
    await pages.handle(request, response);
  }

  return {
    async handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
      try {
        await handle(request, response);
      } catch (error) {
        const fault = toErrorReport(error);
        if (!fault.expected) deps.report(`${request.method} ${pathOf(request)} failed`, error);
        if (response.headersSent) response.destroy();
        else
          sendError(response, fault.expected ? 503 : 500, fault.expected ? "unavailable" : "internal", fault.message);
      }
    },

    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on("error", () => socket.destroy()); // a client may disconnect during its handshake
      const refusal = checkSocketRequest(addresses, request);
      if (refusal !== null) return refuseUpgrade(socket, refusal);
      const path = pathOf(request);
      if (path.startsWith(SOCKET_PATH)) return hub.handleUpgrade(request, socket, head);
      if (pages.handleUpgrade !== null) return void pages.handleUpgrade(request, socket, head);
      refuseUpgrade(socket, { status: 404, code: "not-found", message: "No WebSocket is served at this URL." });
    },
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

function refuse(response: ServerResponse, { status, code, message }: RequestRefusal): void {
  sendError(response, status, code, message);
}

function refuseUpgrade(socket: Duplex, { status, message }: RequestRefusal): void {
  const body = `${message}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
