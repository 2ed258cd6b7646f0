import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Exporter } from "../../lib/telemetry/follow/exporter.ts";
import { createLangfuseExporter } from "../../lib/telemetry/langfuse/langfuse-exporter.ts";
import { createOtlpExporter } from "../../lib/telemetry/otlp/otlp-exporter.ts";
import type { TraceRecord } from "../../lib/telemetry/trace/records.ts";
import { type Fault, HOSTILE_ANSWERS, redirectTo, silence } from "./support/receiver-faults.ts";

const servers: Server[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

async function listen(answer: Fault) {
  const open = new Set<Socket>();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().on("end", () => answer(response));
  });
  server.on("connection", (socket) => void open.add(socket.on("close", () => open.delete(socket))));
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests, open: () => open.size };
}

const resource = resourceFromAttributes({ "service.name": "triptych" });
const ids = { traceId: "1".repeat(32), spanId: "2".repeat(16), parentSpanId: null };
const times = { startMs: 1_000, endMs: 2_000, error: null, attributes: {} };
const SPAN: TraceRecord = { kind: "span", level: "scenario", name: "a scenario", ...ids, ...times };
const score = { id: "3".repeat(32), runId: "run_1", traceId: ids.traceId, name: "quality", value: 1 };
const SCORE: TraceRecord = { kind: "score", ...score, atMs: 2_000, comment: null };

function otlpTo(url: string): Exporter {
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", url);
  return createOtlpExporter(resource, { traces: true, logs: true, metrics: false });
}
const langfuseTo = (baseUrl: string) =>
  createLangfuseExporter(
    { publicKey: "pk-lf-test", secretKey: "sk-lf-test", baseUrl, timeoutMs: 5_000, environment: null },
    resource,
  );
const WAYS: readonly (readonly [way: string, to: (url: string) => Exporter, record: TraceRecord])[] = [
  ["a span to a collector", otlpTo, SPAN],
  ["a span to Langfuse", langfuseTo, SPAN],
  ["a score to Langfuse", langfuseTo, SCORE],
];

describe.each(WAYS)("%s", (_, to, record) => {
  test.each([...Object.entries(HOSTILE_ANSWERS), ["silence", silence]] as const)(
    "[F5] %s: counts as not sent, in a short sentence, and no connection stays open",
    async (_, fault) => {
      const receiver = await listen(fault);
      const limit = AbortSignal.timeout(1_500);
      const error: unknown = await to(receiver.url)
        .send([record], limit)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "send-failed", message: expect.stringMatching(/^.{5,310}$/s) });
      expect(receiver.requests()).toBeGreaterThan(0);
      // one that was answered in full may be used again
      await expect.poll(() => !limit.aborted || receiver.open() === 0).toBe(true);
    },
  );

  test("[F5] a redirect is not followed, so neither keys nor records go elsewhere", async () => {
    const elsewhere = await listen((response) => response.writeHead(200).end("{}"));
    const receiver = await listen(redirectTo(elsewhere.url));
    await expect(to(receiver.url).send([record], AbortSignal.timeout(1_500))).rejects.toMatchObject({
      code: "send-failed",
      message: expect.stringMatching(/307|Temporary Redirect/),
    });
    expect(elsewhere.requests()).toBe(0);
  });
});

test.each([
  ...Object.entries(HOSTILE_ANSWERS),
  ...["", "{}", "[]", "null", '{"data":[]}', '{"data":[{}]}', '{"data":[{"id":7}]}'].map(
    (text): readonly [string, Fault] => [
      `"${text}"`,
      (response) => response.writeHead(200, { "content-type": "application/json" }).end(text),
    ],
  ),
])("[F5] %s instead of the project of the keys: not known yet, and no bug", async (_, fault) => {
  const receiver = await listen(fault);
  const asked = langfuseTo(receiver.url).identify?.(AbortSignal.timeout(1_500));
  await expect(asked).rejects.toMatchObject({ code: "send-failed", message: expect.stringMatching(/^.{5,310}$/s) });
});

test("[F5] an answer of 1 GB, packed to 1 MB, is not unpacked beyond a limit", async () => {
  const receiver = await listen(HOSTILE_ANSWERS["1 GB, packed"]);
  const error = langfuseTo(receiver.url).send([SCORE], AbortSignal.timeout(20_000));
  await expect(error).rejects.toThrow("longer than 1000000 bytes");
});

test.each(["LANGFUSE_FLUSH_AT", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"])(
  "[F5] with %s set, a failure of the first of many spans is not covered by the success of the last",
  async (variable) => {
    vi.stubEnv(variable, "2");
    let requests = 0;
    const receiver = await listen((response) => response.writeHead(requests++ === 0 ? 500 : 200).end("{}"));
    const many = Array.from({ length: 7 }, (_, at): TraceRecord => ({ ...SPAN, spanId: `${at}`.repeat(16) }));
    const sent = langfuseTo(receiver.url).send(many, AbortSignal.timeout(5_000));
    await expect(sent).rejects.toMatchObject({ code: "send-failed" });
  },
);
