/**
 * A skill with OpenTelemetry's SDK of its own, speaking the line protocol: a span per batch, below the trace context that the
 * batch brings. The first batch of `medium` fails as long as the file that FAILS_ONCE names does not exist.
 */
import { ROOT_CONTEXT } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { HostMessage } from "../../../lib/isolation/protocol.ts";

const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
const tracer = provider.getTracer("traced-skill");
const propagator = new W3CTraceContextPropagator();
const getter = { get: (carrier: object, key: string) => Reflect.get(carrier, key) as string, keys: Object.keys };
/** exists once the batch that is to fail has failed */
const failedMark = process.env["FAILS_ONCE"];
let scenarioId = "";

function send(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function work({ batchId, fromItem, toItem, traceparent }: Extract<HostMessage, { type: "batch" }>) {
  const parent = propagator.extract(ROOT_CONTEXT, { traceparent }, getter);
  const attributes = { "skill.scenario": scenarioId, "skill.from_item": fromItem };
  const span = tracer.startSpan(`work on ${fromItem}–${toItem - 1}`, { attributes }, parent);
  span.end();
  await provider.forceFlush();
  if (failedMark !== undefined && scenarioId === "medium" && fromItem === 0 && !existsSync(failedMark)) {
    writeFileSync(failedMark, "");
    return send({ type: "batch-failed", batchId, kind: "exception", message: "fails once" });
  }
  for (let index = fromItem; index < toItem; index += 1)
    send({ type: "item", batchId, index, ok: true, values: { seen: 1, echoed: 1 } });
  send({ type: "batch-done", batchId });
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = HostMessage.parse(JSON.parse(line));
  if (message.type === "open") {
    ({ scenarioId } = message);
    send({ type: "ready", protocol: 1, items: message.items });
  }
  if (message.type === "batch") await work(message);
  if (message.type === "close") break;
}
process.exit(0);
