import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { createDatasets } from "./langfuse-datasets.ts";
import { Ingestion, IngestionEvent, Traces, type KeptScore, type Observation } from "./langfuse-schema.ts";

/** What happens to a request instead of its answer; null: nothing. `take`: it is taken in all the same. */
export type Trouble = (path: string, requests: number) => ((response: ServerResponse, take: () => void) => void) | null;

/**
 * STAND-IN for Langfuse's API: what it is sent is checked against the published schema and kept by id, as there; its answers have
 * the shapes that are published: 200 with {}, 207 with the fate of each event, 400 and 401 with a message.
 */
export async function startLangfuse(
  keys: { publicKey: string; secretKey: string },
  trouble: Trouble = () => null,
  kind: Parameters<typeof createDatasets>[0] = { version: 4, project: "project 7" },
) {
  const datasets = createDatasets(kind);
  const observations = new Map<string, Observation>();
  const scores = new Map<string, KeptScore>();
  /** violations of the schema, and one id for two things */
  const problems: unknown[] = [];
  const arrivals: { readonly path: string; readonly atMs: number; readonly headers: IncomingHttpHeaders }[] = [];

  function keep<Kept>(kept: Map<string, Kept>, id: string, value: Kept): void {
    const known = kept.get(id);
    if (known !== undefined && !isDeepStrictEqual(known, value)) problems.push(`${id} arrived with two contents`);
    kept.set(id, value);
  }

  function takeTraces(body: unknown): Answer {
    const parsed = Traces.safeParse(body);
    if (!parsed.success) return refuse(parsed.error);
    for (const { scopeSpans } of parsed.data.resourceSpans)
      for (const { spans } of scopeSpans) for (const span of spans) keep(observations, span.spanId, span);
    return [200, {}];
  }

  function takeScores(body: unknown): Answer {
    const parsed = Ingestion.safeParse(body);
    if (!parsed.success) return refuse(parsed.error);
    const successes: object[] = [];
    const errors: object[] = [];
    for (const given of parsed.data.batch) {
      const event = IngestionEvent.safeParse(given);
      if (event.success) keep(scores, event.data.body.id, event.data.body);
      else problems.push(event.error);
      if (event.success) successes.push({ id: given.id, status: 201 });
      else errors.push({ id: given.id, status: 400, message: "Invalid request data", error: event.error.message });
    }
    return [207, { successes, errors }];
  }

  function refuse(error: Error): Answer {
    problems.push(error);
    return [400, { message: "Invalid request data", error: error.message }];
  }

  function answerDatasets(method: string, path: string, body: Buffer): Answer | null {
    try {
      return datasets.answer(method, path, body);
    } catch (error) {
      return refuse(error as Error);
    }
  }

  function take(method: string, path: string, body: Buffer): Answer {
    const ofDatasets = answerDatasets(method, path, body);
    if (ofDatasets !== null) return ofDatasets;
    if (method !== "POST") problems.push(`${method} ${path}`);
    if (path === "/api/public/otel/v1/traces") return takeTraces(JSON.parse(body.toString()));
    if (path === "/api/public/ingestion") return takeScores(JSON.parse(body.toString()));
    return [404, { message: "Not Found" }];
  }

  const expected = `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString("base64")}`;
  const server = createServer((request, response) => {
    void buffer(request).then((sent) => {
      const path = request.url ?? "";
      arrivals.push({ path, atMs: performance.now(), headers: request.headers });
      if (request.headers.authorization !== expected)
        return reply(response, 401, {
          message: "Invalid credentials. Confirm that you've configured the correct host.",
        });
      const method = request.method ?? "";
      if (method === "POST" && request.headers["content-type"] !== "application/json")
        problems.push(`${method} ${path} as ${request.headers["content-type"]}`);
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      const instead = trouble(path, arrivals.length);
      if (instead !== null) return instead(response, () => void take(method, path, body));
      return reply(response, ...take(method, path, body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    observations,
    scores,
    datasets,
    problems,
    arrivals,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Answer = readonly [status: number, body: object];

export function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
