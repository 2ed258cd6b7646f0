/**
 * `node tests/telemetry/draw-pictures.ts`: draws docs/telemetry/*.png from what our receivers decoded of a run of the real program,
 * with a skill that makes spans itself and a batch that fails once.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { traceIdOf } from "../../lib/trace-ids.ts";
import { findBrowser } from "../e2e/support/browser.ts";
import { ROOT } from "../support/app-process.ts";
import { until } from "../support/processes.ts";
import { startTestApp } from "../support/test-app.ts";
import { drawTrace, type Row } from "./support/draw-trace.ts";
import { startLangfuse } from "./support/langfuse-stand-in.ts";
import { startOtlpReceiver } from "./support/otlp-receiver.ts";
import { writeTracedSkill } from "./support/traced-folder.ts";

const KEYS = { publicKey: "pk-lf-picture", secretKey: "sk-lf-picture" };
const SCENARIO = "medium";
const receiver = await startOtlpReceiver();
const langfuse = await startLangfuse(KEYS);
const skills = writeTracedSkill({ itemMs: 60, failsOnce: true });
const app = await startTestApp({
  env: {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    LANGFUSE_BASE_URL: langfuse.url,
    LANGFUSE_PUBLIC_KEY: KEYS.publicKey,
    LANGFUSE_SECRET_KEY: KEYS.secretKey,
    SKILLS_DIR: skills,
  },
});
let runId = "";
try {
  const retry = { mode: "automatic", limit: 2, backoffMs: 150 };
  const sizes = { batchSize: 3, concurrency: 2 };
  const scenarios = { simple: sizes, [SCENARIO]: sizes };
  const shape = { items: [4, 8], milestones: [50], sync: "milestone" };
  runId = await app.start({ skill: "traced", ...shape, scenarios, retry });
  await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
  const hasArrived = () => langfuse.scores.size > 0 && receiver.spans.some(isRoot) && receiver.metrics.some(isComplete);
  await until("the end of the run has arrived", hasArrived, 60_000);
} finally {
  await app.stop();
  rmSync(skills, { recursive: true });
}
if (langfuse.problems.length > 0) throw new Error(String(langfuse.problems));
const traceId = traceIdOf(runId, SCENARIO);

function isRoot({ parentSpanId, attributes }: { parentSpanId: string; attributes: object }): boolean {
  return parentSpanId === "" && Reflect.get(attributes, "triptych.scenario.id") === SCENARIO;
}

function isComplete({ name, sum }: (typeof receiver.metrics)[number]): boolean {
  const points = name === "triptych.run.status" ? (sum?.dataPoints ?? []) : [];
  return points.some(({ attributes }) => attributes["triptych.run.status"] === "complete");
}

type Node = {
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly startTimeUnixNano: bigint;
  readonly endTimeUnixNano: bigint;
};

/** Spans in the order of a tree, each with how deep it hangs. */
function inTree<Span extends Node>(spans: readonly Span[], parent = "", depth = 0): { span: Span; depth: number }[] {
  return spans
    .filter(({ parentSpanId = "" }) => parentSpanId === parent)
    .toSorted((a, b) => Number(a.startTimeUnixNano - b.startTimeUnixNano))
    .flatMap((span) => [{ span, depth }, ...inTree(spans, span.spanId, depth + 1)]);
}

const toMs = (nano: bigint) => Number(nano / 1_000n) / 1_000;
const stretchOf = ({ startTimeUnixNano, endTimeUnixNano }: Node) => {
  const [fromMs, endMs] = [toMs(startTimeUnixNano), toMs(endTimeUnixNano)];
  return { fromMs, toMs: endMs, took: `${(endMs - fromMs).toFixed(0)} ms` };
};

function drawOpenTelemetry(): string {
  const spans = [...new Map(receiver.spans.map((span) => [span.spanId, span])).values()];
  const rows = inTree(spans.filter((span) => span.traceId === traceId)).map(({ span, depth }): Row => {
    const { took, ...stretch } = stretchOf(span);
    const isOwn = span.attributes["triptych.run.id"] === undefined;
    const isCall = span.attributes["gen_ai.operation.name"] !== undefined;
    const [from, to] = [span.attributes["triptych.batch.from_item"], span.attributes["triptych.batch.to_item"]];
    const name = span.name === "batch" ? `batch, items ${Number(from)}–${Number(to) - 1}` : span.name;
    const tokens = isCall ? `, ${span.attributes["gen_ai.usage.input_tokens"]} tokens in` : "";
    const kind = isOwn ? "of the skill itself" : isCall ? "gen_ai" : "Triptych";
    return {
      depth,
      name,
      kind,
      note: `${took}${tokens} ${span.status.message ?? ""}`,
      isError: span.status.message !== undefined,
      ...stretch,
    };
  });
  const logs = receiver.logs.filter((log) => log.traceId === traceId);
  return drawTrace({
    title: `Trace of the scenario “${SCENARIO}”: ${rows.length} spans`,
    rows,
    colours: { Triptych: "#3b6fb6", gen_ai: "#8a5bb5", "of the skill itself": "#2f8f6b" },
    tables: [
      { title: "Metrics of the scenario, at the end", rows: listMetrics() },
      {
        title: `Logs with the trace's id, ${logs.length}`,
        rows: logs.map(({ eventName, severityText }) => [severityText, eventName]).slice(0, 14),
      },
    ],
  });
}

function listMetrics(): string[][] {
  const latest = new Map<string, string[]>();
  for (const { name, unit, gauge, sum, histogram } of receiver.metrics) {
    for (const point of [...(gauge?.dataPoints ?? []), ...(sum?.dataPoints ?? []), ...(histogram?.dataPoints ?? [])]) {
      const { "triptych.scenario.id": scenario, ...others } = point.attributes;
      if (scenario !== SCENARIO) continue;
      const by = Object.entries(others)
        .filter(([key]) => /outcome|retry|ending|token.type/.test(key))
        .map(([, value]) => String(value));
      const value =
        "count" in point
          ? `${point.count} × ${(point.sum / point.count).toFixed(2)} ${unit}`
          : String(point.asInt ?? point.asDouble);
      latest.set(`${name} ${by.join()}`, [name, by.join(), value]);
    }
  }
  return [...latest.values()];
}

function drawLangfuse(): string {
  const own = [...langfuse.observations.values()].filter((each) => each.traceId === traceId);
  const rows = inTree(own).map(({ span, depth }): Row => {
    const { took, ...stretch } = stretchOf(span);
    const { attributes } = span;
    const kind = String(attributes["langfuse.observation.type"]);
    const level = String(attributes["langfuse.observation.level"]);
    const usage = attributes["langfuse.observation.usage_details"];
    const note =
      kind === "event"
        ? String(attributes["langfuse.observation.status_message"])
        : `${took} ${usage === undefined ? "" : String(usage).replaceAll('"', "")}`;
    return {
      depth,
      name: span.name,
      kind,
      note: level === "DEFAULT" ? note : `${level} ${note}`,
      isError: level === "ERROR",
      ...stretch,
    };
  });
  const scores = [...langfuse.scores.values()];
  const list = (found: typeof scores) =>
    found.map(({ name, value, dataType }) => [
      name,
      dataType,
      typeof value === "number" ? String(Math.round(value * 1_000) / 1_000) : value,
    ]);
  return drawTrace({
    title: `Session ${runId}, trace “${SCENARIO}”: ${rows.length} observations`,
    rows,
    colours: { span: "#3b6fb6", generation: "#8a5bb5", event: "#c07a1a" },
    tables: [
      { title: "Scores of the trace", rows: list(scores.filter((score) => score.traceId === traceId)) },
      {
        title: "Scores of the session",
        rows: list(scores.filter(({ sessionId }) => sessionId !== undefined)).slice(0, 12),
      },
    ],
  });
}

const { executablePath, env } = findBrowser();
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
const page = await browser.newPage({ viewport: { width: 1148, height: 200 } });
for (const [name, html] of [
  ["opentelemetry", drawOpenTelemetry()],
  ["langfuse", drawLangfuse()],
] as const) {
  await page.setContent(html);
  await page.screenshot({ path: join(ROOT, `docs/telemetry/${name}.png`), fullPage: true });
}
await browser.close();
await Promise.all([receiver.close(), langfuse.close()]);
