import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { createRequire } from "node:module";
import { z } from "zod";

/** The message types of the official transformer package, made from OpenTelemetry's .proto files. */
const root: unknown = createRequire(import.meta.url)("otlp-decoder/build/src/generated/root");

const Value = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  doubleValue: z.number().optional(),
  intValue: z.coerce.number().optional(),
});
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .default([])
  .transform((pairs) =>
    Object.fromEntries(
      pairs.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue]),
    ),
  );
const Id = z
  .string()
  .default("")
  .transform((base64) => Buffer.from(base64, "base64").toString("hex"));
const Nanoseconds = z.string().transform(BigInt);
const Resource = z.object({ attributes: Attributes });
const Span = z.object({
  traceId: Id,
  spanId: Id,
  parentSpanId: Id,
  name: z.string(),
  startTimeUnixNano: Nanoseconds,
  endTimeUnixNano: Nanoseconds,
  status: z.object({ code: z.union([z.string(), z.number()]).optional(), message: z.string().optional() }),
  attributes: Attributes,
});
const LogRecord = z.object({
  traceId: Id,
  spanId: Id,
  timeUnixNano: Nanoseconds,
  severityText: z.string(),
  eventName: z.string(),
  body: Value,
  attributes: Attributes,
});
const Traces = z.object({
  // an empty request asks whether traces are taken
  resourceSpans: z
    .array(z.object({ resource: Resource, scopeSpans: z.array(z.object({ spans: z.array(Span) })) }))
    .default([]),
});
const Logs = z.object({
  resourceLogs: z
    .array(z.object({ resource: Resource, scopeLogs: z.array(z.object({ logRecords: z.array(LogRecord) })) }))
    .default([]),
});

const Point = z.object({ attributes: Attributes, startTimeUnixNano: Nanoseconds, timeUnixNano: Nanoseconds });
const NumberPoint = Point.extend({ asInt: z.coerce.number().optional(), asDouble: z.number().optional() });
const HistogramPoint = Point.extend({
  count: z.coerce.number(),
  sum: z.number(),
  min: z.number(),
  max: z.number(),
  bucketCounts: z.array(z.coerce.number()),
  explicitBounds: z.array(z.number()),
});
const CUMULATIVE = z.literal("AGGREGATION_TEMPORALITY_CUMULATIVE");
const Metric = z.object({
  name: z.string(),
  unit: z.string(),
  description: z.string().min(1),
  gauge: z.object({ dataPoints: z.array(NumberPoint) }).optional(),
  sum: z
    .object({
      aggregationTemporality: CUMULATIVE,
      isMonotonic: z.boolean().default(false),
      dataPoints: z.array(NumberPoint),
    })
    .optional(),
  histogram: z.object({ aggregationTemporality: CUMULATIVE, dataPoints: z.array(HistogramPoint) }).optional(),
});
const Metrics = z.object({
  resourceMetrics: z.array(
    z.object({ resource: Resource, scopeMetrics: z.array(z.object({ metrics: z.array(Metric) })).default([]) }),
  ),
});

const MessageType = z.custom<{
  decode(bytes: Uint8Array): unknown;
  encode(message: object): { finish(): Uint8Array };
  toObject(message: unknown, options: object): unknown;
}>((value) => typeof value === "function" && "decode" in value);

function findType(path: string): z.infer<typeof MessageType> {
  return MessageType.parse(path.split(".").reduce((at: unknown, name) => Reflect.get(Object(at), name), root));
}

/** An answer of a collector, by the name of its message. */
export function encode(path: string, message: object): Uint8Array {
  return findType(path).encode(message).finish();
}

function decode(path: string, body: Uint8Array): unknown {
  const type = findType(path);
  return type.toObject(type.decode(body), { longs: String, bytes: String, enums: String });
}

export type ReceivedSpan = z.infer<typeof Span>;
export type ReceivedMetric = z.infer<typeof Metric>;
export type ReceivedLog = z.infer<typeof LogRecord>;

/** An OpenTelemetry collector on loopback. `answer` decides about each request; what it takes with 200 is kept. */
export async function startOtlpReceiver(
  answer: (response: ServerResponse, requests: number, path: string) => void = accept,
  tls: ServerOptions | null = null,
) {
  const spans: ReceivedSpan[] = [];
  const logs: ReceivedLog[] = [];
  /** in the order of arrival: of each moment, all figures */
  const metrics: ReceivedMetric[] = [];
  const resources: object[] = [];
  const headers: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  let requests = 0;
  const onRequest: RequestListener = (request, response) => {
    void buffer(request).then((sent) => {
      requests += 1;
      headers.push({ path: request.url ?? "", headers: request.headers });
      const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      response.on("finish", () => {
        if (response.statusCode === 200) keep(request.url ?? "", body);
      });
      answer(response, requests, request.url ?? "");
    });
  };
  const server = tls === null ? createServer(onRequest) : createTlsServer(tls, onRequest);

  function keep(url: string, body: Uint8Array): void {
    if (url === "/v1/traces") {
      const { resourceSpans } = Traces.parse(
        decode("opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest", body),
      );
      resources.push(...resourceSpans.map(({ resource }) => resource.attributes));
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    }
    if (url === "/v1/metrics") keepMetrics(body);
    if (url === "/v1/logs") {
      const { resourceLogs } = Logs.parse(
        decode("opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest", body),
      );
      resources.push(...resourceLogs.map(({ resource }) => resource.attributes));
      logs.push(...resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap((scope) => scope.logRecords)));
    }
  }

  function keepMetrics(body: Uint8Array): void {
    const { resourceMetrics } = Metrics.parse(
      decode("opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest", body),
    );
    resources.push(...resourceMetrics.map(({ resource }) => resource.attributes));
    metrics.push(...resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics)));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http${tls === null ? "" : "s"}://localhost:${(server.address() as AddressInfo).port}`,
    spans,
    logs,
    metrics,
    resources,
    headers,
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function accept(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
}
