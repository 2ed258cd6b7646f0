import { setTimeout as delay } from "node:timers/promises";
import { RunDetail, type RunDetail as Run } from "../../lib/api/schemas.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { openCheckedApi } from "./checked-api.ts";

/** The HTTP API as used by a presenter's script. `said`: output of the app, for failure messages. */
export function createPresenterApi(origin: string, key: string, said: () => string) {
  const send = openCheckedApi(origin);
  async function call(path: string, body?: object): Promise<{ status: number; body: unknown }> {
    return send(path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function getRun(id: string): Promise<Run> {
    return RunDetail.parse((await call(`/api/runs/${id}`)).body);
  }

  return {
    call,
    getRun,
    /** Resolves with the run once the condition holds; retries while the API is unavailable. */
    async untilRun(id: string, what: string, holds: (run: Run) => boolean, limitMs = 90_000): Promise<Run> {
      const deadline = performance.now() + limitMs;
      for (;;) {
        const run = await getRun(id).catch(() => null);
        if (run !== null && holds(run)) return run;
        if (performance.now() > deadline)
          throw new Error(`Not within ${limitMs} ms: ${what}. Last: ${JSON.stringify(run)}\n${said()}`);
        await delay(50);
      }
    },
    async start(input: object): Promise<string> {
      const started = await call("/api/runs", input);
      if (started.status !== 201) throw new Error(`Not started: ${JSON.stringify(started)}`);
      return (started.body as { id: string }).id;
    },
    async events(id: string): Promise<RunEvent[]> {
      const { body } = await call(`/api/runs/${id}/events?limit=5000`);
      return (body as { events: RunEvent[] }).events;
    },
  };
}
