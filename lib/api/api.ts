import type { IncomingMessage, ServerResponse } from "node:http";
import type { RateLimits } from "../access/rate-limits.ts";
import { describeFault } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import { contextOfKey, contextOfKeyOrSession } from "./caller.ts";
import { HttpError, sendError, sendReply, type Reply } from "./http.ts";
import { inputRoutes } from "./input-routes.ts";
import { createPublicRoutes, type PublicRouteDeps } from "./public-routes.ts";
import { matchPath, type Call, type Route } from "./route.ts";
import { runRoutes } from "./run-routes.ts";
import { createSessionRoutes } from "./session-routes.ts";

export type ApiDeps = PublicRouteDeps & {
  readonly services: WebServices;
  readonly limits: RateLimits;
  readonly report: (what: string, error: unknown) => void;
};

export type Api = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers everything below /api/; the caller has checked the Host. */
export function createApi(deps: ApiDeps): Api {
  const routes = [...createPublicRoutes(deps), ...createSessionRoutes(deps), ...runRoutes, ...inputRoutes];
  return async (request, response) => {
    try {
      sendReply(response, await answer(deps, routes, request));
    } catch (error) {
      sendFailure(deps, request, response, error);
    }
  };
}

async function answer(deps: ApiDeps, routes: readonly Route[], request: IncomingMessage): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://internal");
  const fitting = routes.flatMap((route) => {
    const params = matchPath(route.path, pathname);
    return params === null ? [] : [{ route, params }];
  });
  if (fitting.length === 0)
    throw new HttpError(404, "not-found", "There is nothing under this address; /api/openapi.json lists what is.");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = fitting.find(({ route }) => route.method === method);
  if (found === undefined) {
    const allowed = fitting.map(({ route }) => route.method).join(", ");
    throw new HttpError(405, "method-not-allowed", `Use ${allowed} here.`, { Allow: allowed });
  }
  const { route, params } = found;
  const call: Call = {
    request,
    params,
    query: Object.fromEntries(searchParams),
    address: request.socket.remoteAddress ?? "",
  };
  if (route.access === "none") return route.handle(call);
  const toContext = route.access === "key" ? contextOfKey : contextOfKeyOrSession;
  return route.handle({ ...call, ctx: await toContext(deps, call) });
}

function sendFailure(deps: ApiDeps, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  if (error instanceof HttpError) return sendError(response, error.status, error.code, error.message, error.headers);
  if (request.destroyed && !request.complete) return void response.destroy(); // the client went away in the middle of its body
  const fault = describeFault(error);
  if (!fault.expected) deps.report(`${request.method} ${request.url} failed`, error);
  sendError(response, fault.expected ? 503 : 500, fault.expected ? "unavailable" : "internal", fault.message);
}
