import { z } from "zod";
import { toJoinCode, UNKNOWN_CODE } from "../access/join-code.ts";
import type { RateLimits } from "../access/rate-limits.ts";
import { findStagedRun } from "../realtime/follow/staged-run.ts";
import { toReplyText } from "../realtime/follow/state-text.ts";
import type { Hub } from "../realtime/sockets/hub.ts";
import { addressOf } from "./caller.ts";
import { errors, json, named, type Endpoint } from "./endpoint.ts";
import { HttpError } from "./http.ts";
import { ErrorDocument, Health, OpenApiDocument, StagePicture } from "./schemas.ts";

export type PublicDeps = {
  readonly hub: Pick<Hub, "runs" | "stages">;
  readonly limits: RateLimits;
  readonly checkHealth: () => Promise<Health>;
  readonly openApi: () => object;
};

const SHARED_FOR_A_SECOND = { "Cache-Control": "public, max-age=1" };
const TOO_MANY_CODES = "Many wrong codes come from this network, so codes are checked more slowly. Try again.";

/** Endpoints that need no key. */
export function createPublicEndpoints({ hub, limits, checkHealth, openApi }: PublicDeps): readonly Endpoint[] {
  return [
    {
      method: "get",
      path: "/api/health",
      access: "none",
      operation: {
        operationId: "checkHealth",
        summary: "Health of the service",
        responses: {
          200: json("Healthy", Health),
          503: json("The database is unavailable, or the server is starting", z.union([Health, ErrorDocument])),
        },
      },
      async handle(call) {
        const health = await checkHealth();
        return call.json(health, health.status === "ok" ? 200 : 503);
      },
    },
    {
      method: "get",
      path: "/api/openapi.json",
      access: "none",
      operation: {
        operationId: "readOpenApi",
        summary: "This document",
        responses: { 200: json("OpenAPI 3.1", OpenApiDocument) },
      },
      handle: async (call) => call.json(openApi()),
    },
    readStage({ hub, limits }),
  ];
}

function readStage({ hub, limits }: Pick<PublicDeps, "hub" | "limits">): Endpoint {
  return {
    method: "get",
    path: "/api/stage/{code}/state",
    access: "none",
    operation: {
      operationId: "readStage",
      summary: "What the audience sees, by the code on the screen; may be cached for a second",
      requestParams: { path: named("code") },
      responses: { 200: json("The audience's view", StagePicture), ...errors(404, 429, 503) },
    },
    async handle(call) {
      const code = toJoinCode(call.req.param("code") ?? "");
      if (code === null) throw new HttpError(404, "unknown-code", UNKNOWN_CODE);
      const guess = { code, address: addressOf(call.env.incoming), channel: "api", wrongBefore: 0 } as const;
      if (!(await limits.mayTryCode(guess)))
        throw new HttpError(429, "too-many", TOO_MANY_CODES, { "Retry-After": "1" });
      const found = await findStagedRun(hub, code);
      if (found === null) {
        await limits.countWrongCode(guess);
        throw new HttpError(404, "unknown-code", UNKNOWN_CODE);
      }
      const { watched } = found;
      const picture = watched?.snapshot("audience") ?? {
        state: null,
        factSeq: 0,
        live: { runAtMs: 0, runner: "none" },
      };
      const text = toReplyText({ runId: watched?.runId ?? null, ...picture });
      return call.body(text, 200, { ...SHARED_FOR_A_SECOND, "Content-Type": "application/json" });
    },
  };
}
