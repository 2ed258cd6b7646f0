import { resourceFromAttributes } from "@opentelemetry/resources";
import { expect, test } from "vitest";
import type { JsonObject } from "../../lib/core/kit/json.ts";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { toObservation } from "../../lib/telemetry/langfuse/to-observation.ts";
import { buildCallSpan } from "../../lib/telemetry/trace/build-spans.ts";
import { WallClock } from "../../lib/telemetry/trace/wall-clock.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const STATE = foldRun(buildSampleRun());
if (STATE === null) throw new Error("a sample run without facts");
const { spec } = STATE;
const scenarioId = spec.scenarios[0]?.id ?? "";

type Reported = { values?: Record<string, number>; latencyMs?: number; options?: JsonObject };

/** Of an item that was reported at 900 ms, of a batch that began at 500 ms; run time is wall time here. */
function callSpan({ values = { input_tokens: 1 }, latencyMs, options = {} }: Reported) {
  const samples = latencyMs === undefined ? {} : { latency_ms: [latencyMs] };
  const result: ItemResult = { index: 0, ok: true, error: null, values, samples, outcome: "" };
  const state = { ...STATE, spec: { ...spec, options } } as NonNullable<typeof STATE>;
  const context = { state, clock: new WallClock(), content: false };
  const batch = { fromItem: 0, toItem: 1, startMs: 500 };
  return buildCallSpan(context, { scenarioId, attempt: 1, result, batch, finishedMs: 900 });
}

test.each([
  [100, 800],
  [5_000, 500],
  [-5_000, 900],
])("[F5] with a latency of %d ms a call began at %d ms, within its batch and before its end", (latencyMs, expected) => {
  expect(callSpan({ latencyMs })).toMatchObject({ startMs: expected, endMs: 900 });
});

test("[F5] [O3] of the name of a model, without content a short line goes out, whatever the option contains", () => {
  const { name, attributes } = callSpan({ options: { model: `sk-secret\n\u001b[2J\u202e${"x".repeat(9_000)}` } });
  const model = `sk-secret\ufffd\ufffd[2J\ufffd${"x".repeat(64)}…`;
  expect(model).toHaveLength(80);
  expect([name, attributes["gen_ai.request.model"]]).toEqual([`chat ${model}`, model]);
  expect(callSpan({ options: { model: "gpt-5 mini" } }).name).toBe("chat gpt-5 mini");
});

test.each([
  [12.4, 12],
  [12.5, 13],
  [-3, 0],
  [1e300, Number.MAX_SAFE_INTEGER],
])("[F5] of %d tokens Langfuse gets %d: it takes whole numbers alone", (tokens, expected) => {
  const span = callSpan({ values: { input_tokens: tokens, output_tokens: tokens } });
  const { attributes } = toObservation(span, resourceFromAttributes({}));
  const usage: unknown = JSON.parse(String(attributes["langfuse.observation.usage_details"]));
  expect(usage).toEqual({ input: expected, output: expected });
});
