import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { StartError } from "./process/start-error.ts";

/** Resolves once the web server's health check succeeds, or names what the database lacks: the pages show that. Throws StartError after `limitMs`. */
export async function waitForHealth(host: string, port: number, limitMs = 60_000): Promise<void> {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const url = `http://${name}:${port}/api/health`;
  const endsAt = performance.now() + limitMs;
  for (let last = "no answer"; ; await delay(100)) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (response.ok || (await hasShortage(response))) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > endsAt)
      throw new StartError(`The web server was not healthy within ${limitMs / 1_000} s (${last}). See its log above.`);
  }
}

const Lacking = z.object({ database: z.object({ ok: z.boolean(), latencyMs: z.number(), shortage: z.string() }) });

async function hasShortage(response: Response): Promise<boolean> {
  return Lacking.safeParse(await response.json()).success;
}
