import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { checkNextRequest, dropForgedHeaders } from "../access/next-guard.ts";
import { refuseOnSocket } from "../access/raw-refusal.ts";
import { checkHost, checkSocketRequest, type RequestRefusal } from "../access/request-checks.ts";
import { checkUrl, pathOf } from "../access/request-url.ts";
import { setSecurityHeaders } from "../access/security-headers.ts";
import { toErrorReport } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import { SOCKET_PATH, type Hub } from "../realtime/sockets/hub.ts";
import type { Api } from "./api.ts";
import { sendError } from "./http.ts";
import { METRICS_PATH, type MetricsPage } from "./metrics.ts";

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** the development server's hot reload; null in production */
  readonly handleUpgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null;
};

export type FrontDeps = {
  readonly services: Pick<WebServices, "addresses" | "grants">;
  readonly hub: Pick<Hub, "handleRequest" | "handleUpgrade">;
  readonly api: Api;
  readonly metrics: MetricsPage;
  readonly pages: Pages;
  readonly report: (what: string, error: unknown) => void;
};

export type Front = {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** The entry point of the web process: checks the URL, the Host and the origin, then dispatches to the API, the metrics, the hub or Next. */
export function createFront(deps: FrontDeps): Front {
  const { services, hub, api, metrics, pages } = deps;
  const { addresses } = services;

  function setHeaders(response: ServerResponse, host: string | undefined, nonce: string | null): string {
    const dev = pages.handleUpgrade !== null;
    const isTrustworthy = host === undefined || addresses.isTrustworthy(host);
    return setSecurityHeaders(response, { host: host ?? "", dev, isTrustworthy, nonce });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = checkHost(addresses, request);
    setHeaders(response, foreign === null ? request.headers.host : undefined, null);
    if (foreign !== null) return refuse(response, foreign);
    const path = pathOf(request);
    // answers malformed paths itself, as its document says
    if (path.startsWith("/api/") || path === "/api") return api(request, response);
    const malformed = checkUrl(request);
    if (malformed !== null) return refuse(response, malformed);
    if (path.startsWith(SOCKET_PATH)) {
      const refusal = checkSocketRequest(addresses, request);
      return refusal === null ? hub.handleRequest(request, response) : refuse(response, refusal);
    }
    if (path === METRICS_PATH) return metrics(request, response);
    const refusal = await checkNextRequest(services, request);
    if (refusal !== null) return refuse(response, refusal);
    dropForgedHeaders(request);
    if (!path.startsWith("/_next/")) passNonce(request, response);
    await pages.handle(request, response);
  }

  /** Next adds the nonce of the request's own policy to its scripts; our layouts read the other header. */
  function passNonce(request: IncomingMessage, response: ServerResponse): void {
    const nonce = randomBytes(16).toString("base64");
    request.headers["content-security-policy"] = setHeaders(response, request.headers.host, nonce);
    request.headers["x-nonce"] = nonce;
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
      const refusal = checkSocketRequest(addresses, request) ?? checkUrl(request);
      if (refusal !== null) return refuseOnSocket(socket, refusal);
      const path = pathOf(request);
      if (path.startsWith(SOCKET_PATH)) return hub.handleUpgrade(request, socket, head);
      if (pages.handleUpgrade !== null) return void pages.handleUpgrade(request, socket, head);
      refuseOnSocket(socket, { status: 404, message: "No WebSocket is served at this URL." });
    },
  };
}

function refuse(response: ServerResponse, { status, code, message }: RequestRefusal): void {
  sendError(response, status, code, message);
}
