import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { RateLimits } from "../access/rate-limits.ts";
import { toErrorReport } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import { contextOfKey, contextOfKeyOrSession } from "./caller.ts";
import type { Access, ApiEnv, Endpoint } from "./endpoint.ts";
import { HttpError } from "./http.ts";
import { inputEndpoints } from "./input-routes.ts";
import { buildOpenApi } from "./openapi.ts";
import { createPublicEndpoints, type PublicDeps } from "./public-routes.ts";
import { runEndpoints } from "./run-routes.ts";
import { createSessionEndpoints } from "./session-routes.ts";
import { storageEndpoints } from "./storage-routes.ts";
import { skillEndpoints } from "./skill-routes.ts";

export type ApiDeps = Omit<PublicDeps, "openApi"> & {
  readonly services: WebServices;
  readonly limits: RateLimits;
  readonly version: string;
  readonly report: (what: string, error: unknown) => void;
};

export type Api = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Handles all requests below /api/; the caller has checked the Host header. */
export function createApi(deps: ApiDeps): Api {
  const endpoints: readonly Endpoint[] = [
    ...createPublicEndpoints({ ...deps, openApi: () => openApi }),
    ...createSessionEndpoints(deps),
    ...runEndpoints,
    ...inputEndpoints,
    ...storageEndpoints,
    ...skillEndpoints,
  ];
  const openApi = buildOpenApi(deps.version, endpoints);
  const guards = createGuards(deps);

  const app = new Hono<ApiEnv>();
  app.use(setCommonHeaders, methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  for (const { method, path, access, handle } of endpoints)
    app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ":$1"), guards[access], handle);
  app.notFound((call) => sendFailure(call, UNKNOWN_ADDRESS));
  app.onError((error, call) => sendFailure(call, toHttpError(deps, call, error)));
  return getRequestListener(app.fetch, { overrideGlobalObjects: false, errorHandler: answerUnreadable });
}

const UNKNOWN_ADDRESS = new HttpError(404, "not-found", "No such endpoint. /api/openapi.json lists all endpoints.");

function createGuards(deps: ApiDeps): Record<Access, MiddlewareHandler<ApiEnv>> {
  const guard =
    (toContext: typeof contextOfKey): MiddlewareHandler<ApiEnv> =>
    async (call, next) => {
      call.set("ctx", await toContext(deps, call.env.incoming));
      await next();
    };
  return { none: (_, next) => next(), key: guard(contextOfKey), "key-or-session": guard(contextOfKeyOrSession) };
}

/** Responses are not cached unless they say so; an unread body is not drained. */
const setCommonHeaders: MiddlewareHandler<ApiEnv> = async (call, next) => {
  call.header("Cache-Control", "no-store");
  await next();
  if (!call.env.incoming.complete) call.res.headers.set("Connection", "close");
};

/** Handles errors from before the router: the adapter cannot build a URL from the request. */
function answerUnreadable(error: unknown): Response {
  if (!(error instanceof RequestError)) throw error;
  return Response.json(toDocument("bad-request", "The URL is not valid."), { status: 400 });
}

function refuseMethod(call: Context, methods: readonly string[]): Response {
  const allowed = methods.join(", ");
  return sendFailure(call, new HttpError(405, "method-not-allowed", `Use ${allowed} here.`, { Allow: allowed }));
}

function sendFailure(call: Context, { status, code, message, headers }: HttpError): Response {
  return call.json(toDocument(code, message), status, headers);
}

function toDocument(code: string, message: string) {
  return { error: { code, message } };
}

function toHttpError(deps: ApiDeps, { env, req }: Context<ApiEnv>, error: Error): HttpError {
  if (error instanceof HttpError) return error;
  const fault = toErrorReport(error);
  const { destroyed, complete } = env.incoming;
  const isGone = destroyed && !complete; // the client disconnected while sending its body
  if (!fault.expected && !isGone) deps.report(`${req.method} ${req.path} failed`, error);
  return fault.expected
    ? new HttpError(503, "unavailable", fault.message)
    : new HttpError(500, "internal", fault.message);
}
