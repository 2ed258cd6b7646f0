import { resourceFromAttributes } from "@opentelemetry/resources";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { Follower } from "../../lib/telemetry/follow/follower.ts";
import { createOtlpExporter } from "../../lib/telemetry/otlp/otlp-exporter.ts";
import { startDrive } from "../runner/drive-harness.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import type { TestRunSpec } from "../support/run-spec.ts";
import { startOtlpReceiver, type ReceivedMetric } from "./support/otlp-receiver.ts";

type Drive = Awaited<ReturnType<typeof startDrive>>;

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

async function startSentDrive(spec: TestRunSpec = {}, behaviour: FakeBehaviour = {}): Promise<Drive> {
  const stores = createMemoryStores();
  await stores.exports.acquire("otlp", "test", 60_000, { sent: 0, refused: 0, failures: 0, fault: null });
  return startDrive(spec, behaviour, undefined, undefined, undefined, stores);
}

async function follow({ stores }: Drive, owner = "test"): Promise<Follower> {
  const follower = new Follower({
    log: stores.log,
    places: stores.exports,
    exporter: createOtlpExporter(resourceFromAttributes({ "service.name": "triptych" }), {
      traces: true,
      logs: false,
      metrics: true,
    }),
    owner,
    content: false,
    timing: { gatherMs: 10, firstBackOffMs: 20, leaseMs: 60_000 },
    onFault: (error) => expect.unreachable(String(error)),
  });
  await follower.start();
  return follower;
}

async function everythingSent({ stores }: Drive): Promise<void> {
  await expect.poll(() => stores.exports.listPending("otlp", 10), { timeout: 20_000 }).toEqual([]);
}

type Series = Record<string, string | number | boolean | undefined>;
type AnyPoint = { readonly attributes: Series; readonly timeUnixNano: bigint; readonly startTimeUnixNano: bigint };

const pointsOf = ({ gauge, sum, histogram }: ReceivedMetric) =>
  gauge?.dataPoints ?? sum?.dataPoints ?? histogram?.dataPoints ?? [];
const allPoints = (name: string) => receiver.metrics.filter((metric) => metric.name === name).flatMap(pointsOf);

/** The latest point of each series of a metric, as a receiver of cumulative figures shows it. */
function latest(name: string, wanted: Series = {}) {
  const bySeries = new Map<string, ReturnType<typeof allPoints>[number]>();
  for (const point of allPoints(name)) bySeries.set(JSON.stringify(point.attributes), point);
  return [...bySeries.values()].filter(({ attributes }) =>
    Object.entries(wanted).every(([key, value]) => attributes[key] === value),
  );
}

const valueOf = (point: object | undefined): number | undefined =>
  point === undefined ? undefined : ((Reflect.get(point, "asInt") ?? Reflect.get(point, "asDouble")) as number);
const total = (name: string, wanted: Series = {}) =>
  latest(name, wanted).reduce((sum, point) => sum + (valueOf(point) ?? Number(Reflect.get(point, "count"))), 0);

const USES_TOKENS: FakeBehaviour = { values: () => ({ seen: 1, echoed: 1, input_tokens: 120, output_tokens: 8 }) };

describe("figures of a run", () => {
  test("[F5] [F7] are those of its results, and count what was sent as spans", async () => {
    const run = await startSentDrive({ options: { model: "small" } }, USES_TOKENS);
    await run.claimAndDrive();
    const follower = await follow(run);
    await everythingSent(run);
    await follower.close();
    const { scenarios, spec } = await run.state();
    for (const { id, totals } of scenarios) {
      const of = { "triptych.run.id": run.runId, "triptych.scenario.id": id };
      const items = spec.scenarios.find((scenario) => scenario.id === id)?.items;
      expect(latest("triptych.scenario.progress", of).map(valueOf)).toEqual([1]);
      expect(latest("triptych.scenario.quality", of).map(valueOf)).toEqual([totals.quality]);
      expect(total("triptych.scenario.items", { ...of, "triptych.item.outcome": "ok" })).toBe(totals.itemsOk);
      expect(total("triptych.scenario.items", of)).toBe(items);
      const batches = receiver.spans.filter(
        ({ name, attributes }) => name === "batch" && attributes["triptych.scenario.id"] === id,
      );
      expect(total("triptych.batch.duration", of)).toBe(batches.length);
      const tokens = latest("gen_ai.client.token.usage", of);
      expect(tokens).toMatchObject([
        { attributes: { "gen_ai.token.type": "input", "gen_ai.request.model": "small" }, sum: totals.inputTokens },
        { attributes: { "gen_ai.token.type": "output", "gen_ai.operation.name": "chat" }, sum: totals.outputTokens },
      ]);
      expect(latest("gen_ai.client.operation.duration", of)).toMatchObject([{ count: items }]);
    }
    expect(total("triptych.run.status", { "triptych.run.status": "complete" })).toBe(1);
    expect(total("triptych.run.status")).toBe(1);
  });

  test("[F5] a histogram has each value in the bucket that it belongs to", async () => {
    const run = await startSentDrive({}, USES_TOKENS);
    await run.claimAndDrive();
    const follower = await follow(run);
    await everythingSent(run);
    await follower.close();
    const histograms = receiver.metrics.flatMap(({ name, histogram }) =>
      name === "gen_ai.client.token.usage" ? (histogram?.dataPoints ?? []) : [],
    );
    const ofInput = histograms.filter(({ attributes }) => attributes["gen_ai.token.type"] === "input");
    expect(ofInput.length).toBeGreaterThan(0);
    for (const { explicitBounds, bucketCounts, count, min, max } of ofInput) {
      // 120 tokens lie between 64 and 256
      const expected = bucketCounts.map((_, bucket) => (explicitBounds[bucket] === 256 ? count : 0));
      expect(bucketCounts).toEqual(expected);
      expect(bucketCounts).toHaveLength(explicitBounds.length + 1);
      expect([min, max]).toEqual([120, 120]);
    }
  });

  test("[F5] a takeover of the runner and of the process that sends count nothing twice, and no counter falls", async () => {
    let failures = 0;
    const run = await startSentDrive(
      { retry: { mode: "automatic", limit: 2, backoffMs: 1 } },
      {
        outcome: ({ request, fromItem }) =>
          request.scenarioId === "medium" && fromItem === 0 && failures++ === 0
            ? { ok: false, kind: "exception", message: "fails once", workerLost: false }
            : { ok: true },
        reported: ({ request, fromItem, indices }) =>
          request.scenarioId === "medium" && fromItem === 0 && failures === 0 ? 0 : indices.length,
      },
    );
    const first = await follow(run);
    await run.driveUntilKilled(() => run.seen(({ type }) => type === "batch.failed"));
    await everythingSent(run);
    await first.close();
    const before = total("triptych.batch.duration");
    await run.claimAndDrive();
    const second = await follow(run, "another");
    await everythingSent(run);
    await second.close();

    expect(total("triptych.run.takeovers")).toBe(1);
    const retries = { "triptych.scenario.id": "medium", "triptych.retry.of": "batch" };
    expect(total("triptych.scenario.retries", retries)).toBe(1);
    expect(total("triptych.scenario.retries")).toBe(1);
    expect(before).toBeGreaterThan(0);
    expect(total("triptych.batch.duration")).toBe(receiver.spans.filter(({ name }) => name === "batch").length);
    for (const metric of receiver.metrics.filter(({ sum, histogram }) => sum?.isMonotonic === true || histogram)) {
      const counts = allPoints(metric.name).filter((point) => sameSeries(point, pointsOf(metric)[0]));
      const values = counts.map((point) => valueOf(point) ?? Number(Reflect.get(point, "count")));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      // one start for all processes: a receiver would take another one as a counter that began anew
      expect(new Set(counts.map(({ startTimeUnixNano }) => startTimeUnixNano)).size).toBe(1);
      const times = counts.map(({ timeUnixNano }) => timeUnixNano);
      expect(times).toEqual(times.toSorted((a, b) => Number(a - b)));
    }
  });
});

function sameSeries(a: AnyPoint, b: AnyPoint | undefined): boolean {
  return JSON.stringify(a.attributes) === JSON.stringify(b?.attributes);
}
