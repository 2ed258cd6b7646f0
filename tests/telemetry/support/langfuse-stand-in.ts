import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { createDatasets } from "./langfuse-datasets.ts";

/** STAND-IN: answers as Langfuse's public API is documented to answer. What it takes is checked and kept, by id as there. */
const Attribute = z.object({
  key: z.string(),
  value: z.union([
    z.object({ stringValue: z.string() }).strict(),
    z.object({ intValue: z.coerce.number() }).strict(),
    z.object({ doubleValue: z.number() }).strict(),
    z.object({ boolValue: z.boolean() }).strict(),
    z.object({ arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string() })) }) }).strict(),
  ]),
});
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const Span = z.object({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16).optional(),
  name: z.string().min(1),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: z
    .array(Attribute)
    .transform((pairs) =>
      Object.fromEntries(
        pairs.map(({ key, value }) => [
          key,
          "arrayValue" in value
            ? value.arrayValue.values.map(({ stringValue }) => stringValue)
            : Object.values(value)[0],
        ]),
      ),
    ),
});
const Traces = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});
const Score = z
  .object({
    id: z.string(),
    traceId: hex(32).optional(),
    sessionId: z.string().optional(),
    name: z.string().min(1),
    value: z.union([z.number(), z.string()]),
    dataType: z.enum(["NUMERIC", "BOOLEAN", "CATEGORICAL"]),
    comment: z.string().optional(),
    environment: z.string().optional(),
  })
  .strict()
  .refine(({ value, dataType }) => (typeof value === "string") === (dataType === "CATEGORICAL"))
  .refine(({ value, dataType }) => dataType !== "BOOLEAN" || value === 0 || value === 1)
  .refine(({ traceId, sessionId }) => (traceId === undefined) !== (sessionId === undefined));
const Ingestion = z.object({
  batch: z.array(
    z.object({ id: z.string(), type: z.literal("score-create"), timestamp: z.iso.datetime(), body: Score }).strict(),
  ),
});

export type Observation = z.infer<typeof Span>;
export type KeptScore = z.infer<typeof Score>;
/** What happens to a request instead of an answer with 200 or 207; null: nothing. */
export type Trouble = (path: string, requests: number) => ((response: ServerResponse) => void) | null;

export async function startLangfuse(
  keys: { publicKey: string; secretKey: string },
  trouble: Trouble = () => null,
  kind: Parameters<typeof createDatasets>[0] = { version: 4, project: "project 7" },
) {
  const datasets = createDatasets(kind);
  const observations = new Map<string, Observation>();
  const scores = new Map<string, KeptScore>();
  const problems: unknown[] = [];
  let requests = 0;

  function answer(method: string, path: string, body: Buffer, response: ServerResponse): void {
    try {
      const ofDatasets = datasets.answer(method, path, body);
      if (ofDatasets !== null) reply(response, ...ofDatasets);
      else if (path === "/api/public/otel/v1/traces") {
        const { resourceSpans } = Traces.parse(JSON.parse(body.toString()));
        for (const span of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
          observations.set(span.spanId, span);
        reply(response, 200, {});
      } else if (path === "/api/public/ingestion") {
        const { batch } = Ingestion.parse(JSON.parse(body.toString()));
        for (const { body: score } of batch) scores.set(score.id, score);
        reply(response, 207, { successes: batch.map(({ id }) => ({ id, status: 201 })), errors: [] });
      } else reply(response, 404, { message: `no ${path}` });
    } catch (error) {
      problems.push(error);
      reply(response, 400, { message: "Invalid request data" });
    }
  }

  const server = createServer((request, response) => {
    void buffer(request).then((sent) => {
      requests += 1;
      const path = request.url ?? "";
      const expected = `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString("base64")}`;
      if (request.headers.authorization !== expected) return reply(response, 401, { message: "Invalid credentials" });
      const instead = trouble(path, requests);
      if (instead !== null) return instead(response);
      return answer(
        request.method ?? "",
        path,
        request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent,
        response,
      );
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
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
