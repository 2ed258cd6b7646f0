/**
 * A skill with OpenTelemetry's SDK of its own, speaking the line protocol: a span per batch, below the trace context that the
 * batch brings, and below that one per item. FAILS_ONCE names a file: the first batch of `medium` fails as long as it is missing.
 * ITEM_MS: how long an item takes, 0 by default.
 */
import { ROOT_CONTEXT, trace, type Context } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { HostMessage } from "../../../lib/isolation/protocol.ts";

const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
const tracer = provider.getTracer("traced-skill");
const propagator = new W3CTraceContextPropagator();
const getter = { get: (carrier: object, key: string) => Reflect.get(carrier, key) as string, keys: Object.keys };
const itemMs = Number(process.env["ITEM_MS"] ?? 0);
const failedMark = process.env["FAILS_ONCE"];
let scenarioId = "";

function send(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function work({ batchId, fromItem, toItem, skip, traceparent }: Extract<HostMessage, { type: "batch" }>) {
  const parent = propagator.extract(ROOT_CONTEXT, { traceparent }, getter);
  const attributes = { "skill.scenario": scenarioId, "skill.from_item": fromItem };
  const span = tracer.startSpan(`work on ${fromItem}–${toItem - 1}`, { attributes }, parent);
  const isToFail = failedMark !== undefined && scenarioId === "medium" && fromItem === 0 && !existsSync(failedMark);
  if (isToFail) writeFileSync(failedMark, "");
  const isDone = (index: number) => skip.some(([from, to]) => index >= from && index < to);
  for (let index = fromItem; index < toItem && !isToFail; index += 1)
    if (!isDone(index)) await answer(batchId, index, trace.setSpan(ROOT_CONTEXT, span));
  span.end();
  await provider.forceFlush();
  if (isToFail) send({ type: "batch-failed", batchId, kind: "exception", message: "fails once" });
  else send({ type: "batch-done", batchId });
}

async function answer(batchId: number, index: number, parent: Context): Promise<void> {
  const span = tracer.startSpan(`answer item ${index}`, {}, parent);
  const startedAtMs = performance.now();
  await delay(itemMs);
  span.end();
  const samples = { latency_ms: [performance.now() - startedAtMs] };
  const values = { seen: 1, echoed: 1, input_tokens: 100 + index, output_tokens: 10 };
  send({ type: "item", batchId, index, ok: true, values, samples });
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
