import type { RateLimits } from "../access/rate-limits.ts";
import { toJoinCode } from "../access/join-code.ts";
import type { Hub } from "../realtime/sockets/hub.ts";
import { HttpError } from "./http.ts";
import { buildOpenApi } from "./openapi.ts";
import type { Route } from "./route.ts";
import type { Health } from "./schemas.ts";

export type PublicRouteDeps = {
  readonly hub: Pick<Hub, "runs" | "stages">;
  readonly limits: RateLimits;
  readonly version: string;
  readonly checkHealth: () => Promise<Health>;
};

const SHARED_FOR_A_SECOND = { "Cache-Control": "public, max-age=1" };
const UNKNOWN_CODE = "This code is not (or no longer) valid.";

/** What anybody may ask who can reach us. */
export function createPublicRoutes({ hub, limits, version, checkHealth }: PublicRouteDeps): readonly Route[] {
  const openApi = buildOpenApi(version);
  return [
    {
      method: "GET",
      path: "/api/health",
      access: "none",
      async handle() {
        const health = await checkHealth();
        return { status: health.status === "ok" ? 200 : 503, body: health };
      },
    },
    {
      method: "GET",
      path: "/api/openapi.json",
      access: "none",
      handle: async () => ({ status: 200, body: openApi }),
    },
    {
      method: "GET",
      path: "/api/stage/{code}/state",
      access: "none",
      async handle({ params: [typed = ""], address }) {
        if (!(await limits.mayGuessCode(address)))
          throw new HttpError(429, "too-many", "Too many wrong codes from this network. Wait a minute.");
        const code = toJoinCode(typed);
        const stage = code === null ? null : await hub.stages.findByCode(code);
        if (stage === null) {
          await limits.countWrongCode(address);
          throw new HttpError(404, "unknown-code", UNKNOWN_CODE);
        }
        const watched = stage.runId === null ? null : await hub.runs.watch(stage.runId);
        const picture = watched?.snapshot("audience") ?? {
          state: null,
          factSeq: 0,
          live: { runAtMs: 0, runner: "none" },
        };
        return { status: 200, body: { runId: watched?.runId ?? null, ...picture }, headers: SHARED_FOR_A_SECOND };
      },
    },
  ];
}
