import type { IncomingMessage, ServerResponse } from "node:http";
import { bearerKey, findGrant } from "../access/actor.ts";
import { isFromThisMachine, isOperatorKey } from "../access/operator-request.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import type { Grant } from "../core/ports/run-store.ts";
import { toErrorReport } from "../operations/error-report.ts";
import type { WebServices } from "../operations/services.ts";
import { settlesWithin } from "../settle-within.ts";
import { CONTENT_TYPE } from "../telemetry/prometheus/exposition.ts";
import { addressOf } from "./caller.ts";
import { HttpError, sendError, tooManyKeys } from "./http.ts";

export const METRICS_PATH = "/metrics";
/** A scrape must not hang when the database does. */
const GRANT_LIMIT_MS = 250;

const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="triptych"' };
const WHERE = "the text after #key= in the presenter link";
const NO_KEY = new HttpError(
  401,
  "unauthenticated",
  `Send the operator's key (${WHERE}) as \`Authorization: Bearer <key>\`. Without it, only a request from this machine itself, not through a proxy, is answered.`,
  CHALLENGE,
);
const WRONG_KEY = new HttpError(401, "unauthenticated", `This key is invalid or revoked. Send ${WHERE}.`, CHALLENGE);
const OTHER_KEY = new HttpError(403, "forbidden", `Only the operator's own key may read the metrics: ${WHERE}.`);
const UNREADABLE = new HttpError(503, "unavailable", "The key cannot be checked: the database is unavailable.");
const WRONG_METHOD = new HttpError(405, "method-not-allowed", "Use GET, HEAD here.", { Allow: "GET, HEAD" });

type Deps = {
  readonly services: Pick<WebServices, "addresses" | "grants">;
  readonly limits: Pick<RateLimits, "countWrongKey">;
  readonly operatorKey: string;
  readonly scrape: () => Promise<string>;
};

export type MetricsPage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves what Prometheus scrapes, to the operator; the caller has checked the Host header. */
export function createMetricsPage(deps: Deps): MetricsPage {
  return async (request, response) => {
    const refusal = await findRefusal(deps, request);
    if (refusal !== null) return sendError(response, refusal.status, refusal.code, refusal.message, refusal.headers);
    const text = await deps.scrape();
    response.writeHead(200, { "Content-Type": CONTENT_TYPE, "Cache-Control": "no-store" });
    response.end(text);
  };
}

async function findRefusal(deps: Deps, request: IncomingMessage): Promise<HttpError | null> {
  if (request.method !== "GET" && request.method !== "HEAD") return WRONG_METHOD;
  if (request.headers.authorization === undefined)
    return isFromThisMachine(deps.services.addresses, request) ? null : NO_KEY;
  const key = bearerKey(request.headers.authorization);
  if (key === null) return NO_KEY;
  const grant = await lookUp(deps, key);
  // the operator's key was valid at the start, so it opens this page while the database is away
  if (isOperatorKey(key, deps.operatorKey)) return grant === null ? WRONG_KEY : null;
  if (grant === "unknown") return UNREADABLE;
  if (grant !== null) return OTHER_KEY;
  return (await deps.limits.countWrongKey(addressOf(request))) ? WRONG_KEY : tooManyKeys();
}

/** "unknown": the database does not answer in time. */
async function lookUp({ services }: Deps, key: string): Promise<Grant | null | "unknown"> {
  const looking = findGrant(services.grants, key, "key");
  if (!(await settlesWithin(looking, GRANT_LIMIT_MS))) return "unknown";
  try {
    return await looking;
  } catch (error) {
    if (toErrorReport(error).expected) return "unknown";
    throw error;
  }
}
