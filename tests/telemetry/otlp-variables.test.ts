import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { diag } from "@opentelemetry/api";
import pino from "pino";
import { composeTelemetry } from "../../lib/composition/telemetry.ts";
import { readConfig } from "../../lib/config.ts";
import { createOtlpExporter } from "../../lib/telemetry/otlp/otlp-exporter.ts";
import { hasControls } from "../../lib/terminal-text.ts";
import { listenToSdk } from "../../lib/telemetry/otlp/sdk-warnings.ts";
import { createCollectorResource } from "../../lib/telemetry/otlp/create-resource.ts";
import type { TraceRecord } from "../../lib/telemetry/trace/records.ts";
import { TEST_CERTIFICATE } from "../support/test-certificate.ts";
import { accept, encode, startOtlpReceiver } from "./support/otlp-receiver.ts";

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "otlp-variables-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
  await rm(folder, { recursive: true });
});

const attributes = { "triptych.run.id": "run_1" };
const RECORDS: readonly TraceRecord[] = [
  {
    kind: "span",
    level: "scenario",
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    parentSpanId: null,
    name: "a span",
    startMs: 1,
    endMs: 2,
    error: null,
    attributes,
  },
  {
    kind: "event",
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203332",
    parentSpanId: "b7ad6b7169203331",
    name: "run.started",
    atMs: 1,
    severity: "info",
    text: "it started",
    attributes,
  },
  {
    kind: "metrics",
    startMs: 1,
    atMs: 2,
    metrics: [{ name: "n", type: "counter", unit: "1", description: "d", points: [{ attributes, value: 1 }] }],
  },
];

/** Sends a record of each kind as these variables say, once they are accepted as settings. */
async function sendWith(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const settings = readConfig().telemetry;
  if (settings?.otlp == null) throw new Error("nothing is configured");
  const exporter = createOtlpExporter(createCollectorResource(settings.serviceName), settings.otlp);
  try {
    expect(await exporter.send(RECORDS, new AbortController().signal)).toMatchObject({ refused: 0 });
  } finally {
    await exporter.close();
  }
  return receiver.headers;
}

const EVERYWHERE = ["/v1/logs", "/v1/metrics", "/v1/traces"];
const pathsOf = (requests: readonly { readonly path: string }[]) => requests.map(({ path }) => path).toSorted();

describe("standard variables of the exporters", () => {
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
  });

  test("[F5] attributes of the resource arrive decoded, with each kind, and win over ours", async () => {
    await sendWith({
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=stage%202,team=a%2Cb%3Dc %C3%BC,host.name=elsewhere",
      OTEL_SERVICE_NAME: "our stage",
    });
    expect(receiver.resources).toHaveLength(EVERYWHERE.length);
    for (const resource of receiver.resources)
      expect(resource).toMatchObject({
        "deployment.environment.name": "stage 2",
        team: "a,b=c ü",
        "host.name": "elsewhere",
        "service.name": "our stage",
        "telemetry.sdk.language": "nodejs",
      });
  });

  test("[F5] headers arrive decoded, those of a kind with this kind alone", async () => {
    const requests = await sendWith({
      OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer%20a%2Cb,x-scope=a=b",
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: "x-scope=figures",
    });
    expect(pathsOf(requests)).toEqual(EVERYWHERE);
    for (const { path, headers } of requests)
      expect(headers).toMatchObject({
        authorization: "Bearer a,b",
        "x-scope": path === "/v1/metrics" ? "figures" : "a=b",
        "content-type": "application/x-protobuf",
      });
  });

  test.each([
    ["gzip", "gzip"],
    ["none", undefined],
  ])("[F5] compression %s is that of each request", async (compression, encoding) => {
    const requests = await sendWith({ OTEL_EXPORTER_OTLP_COMPRESSION: compression });
    expect(requests.map(({ headers }) => headers["content-encoding"])).toEqual(EVERYWHERE.map(() => encoding));
    expect([receiver.spans.length, receiver.logs.length, receiver.metrics.length]).toEqual([1, 1, 1]);
  });

  test("[F5] a kind that is none stays here", async () => {
    const requests = await sendWith({ OTEL_LOGS_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" });
    expect(pathsOf(requests)).toEqual(["/v1/traces"]);
  });

  test("[F5] a certificate that cannot be read is named at the start", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", join(folder, "none.pem"));
    const settings = readConfig().telemetry;
    if (settings === null) throw new Error("nothing is configured");
    const composed = composeTelemetry(settings, "postgres://localhost:1/none", pino({ enabled: false }));
    await expect(composed).rejects.toThrow("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE names a file that cannot be read");
    await expect(composed).rejects.toMatchObject({ code: "config" });
  });
});

test("[F5] what the SDK has to say is handed over, such as that a collector takes a part alone", async () => {
  const partial = encode("opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse", {
    partialSuccess: { rejectedSpans: 1, errorMessage: "over the quota" },
  });
  receiver = await startOtlpReceiver((response) => response.writeHead(200).end(partial));
  const warnings: string[] = [];
  listenToSdk((text) => warnings.push(text));
  await sendWith({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces` });
  diag.disable();
  expect(warnings.join()).toContain("over the quota");
});

test("[F5] of what a collector says about a part that it does not take, a short line is handed over, once in a row", async () => {
  const messages = [`\u001b[2J\u009b\u202e${"x".repeat(3_000_000)}`, "", "over the quota"];
  let says = messages[0];
  receiver = await startOtlpReceiver((response) => {
    const partialSuccess = { rejectedSpans: 100_000, errorMessage: says };
    const name = "opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse";
    response.writeHead(200).end(encode(name, { partialSuccess }));
  });
  const warnings: string[] = [];
  listenToSdk((text) => warnings.push(text));
  const endpoint = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces` };
  for (says of messages) {
    await sendWith(endpoint);
    await sendWith(endpoint);
  }
  diag.disable();
  expect(warnings).toHaveLength(messages.length);
  expect(warnings[2]).toContain("over the quota");
  for (const text of warnings) {
    expect(text.length).toBeLessThanOrEqual(300);
    expect(hasControls(text)).toBe(false);
  }
});

test("[F5] of an answer that the SDK cannot read, no bytes are handed over", async () => {
  receiver = await startOtlpReceiver((response) => response.writeHead(200).end(Buffer.alloc(1_000_000, 0xff)));
  const warnings: string[] = [];
  listenToSdk((text) => warnings.push(text));
  await sendWith({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces` });
  diag.disable();
  expect(warnings).toEqual([expect.stringContaining("(1000000 bytes)")]);
});

describe("a collector behind TLS", () => {
  const files = async () => {
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    await writeFile(cert, TEST_CERTIFICATE.cert);
    await writeFile(key, TEST_CERTIFICATE.key);
    return { cert, key };
  };

  test("[F5] is trusted by the certificate that is named, and not without", async () => {
    receiver = await startOtlpReceiver(accept, TEST_CERTIFICATE);
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
    vi.stubEnv("OTEL_EXPORTER_OTLP_TIMEOUT", "500");
    await expect(sendWith({})).rejects.toThrow(/self-signed|certificate/);
    expect(receiver.requests()).toBe(0);
    const { cert } = await files();
    expect(pathsOf(await sendWith({ OTEL_EXPORTER_OTLP_CERTIFICATE: cert }))).toEqual(EVERYWHERE);
  });

  test("[F5] that asks for a client's certificate gets the one that is named", async () => {
    const asking = { ...TEST_CERTIFICATE, ca: TEST_CERTIFICATE.cert, requestCert: true, rejectUnauthorized: true };
    receiver = await startOtlpReceiver(accept, asking);
    const { cert, key } = await files();
    const server = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_CERTIFICATE: cert };
    vi.stubEnv("OTEL_EXPORTER_OTLP_TIMEOUT", "500");
    await expect(sendWith(server)).rejects.toMatchObject({ code: "send-failed" });
    const client = { OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: cert, OTEL_EXPORTER_OTLP_CLIENT_KEY: key };
    expect(pathsOf(await sendWith({ ...server, ...client }))).toEqual(EVERYWHERE);
  });
});
