import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "../support/app-process.ts";
import { findPrometheus } from "../support/find-prometheus.ts";
import { startPrometheus, type PrometheusServer } from "../support/prometheus-server.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { startOtlpReceiver } from "./support/otlp-receiver.ts";

const FOLDER = join(ROOT, "docs/telemetry/prometheus");
const found = findPrometheus();
const isMissing = typeof found === "string";
// a machine that must show everything may not skip it
if (isMissing && process.env["CI"] === "true") throw new Error(found);

const Target = z.object({ expr: z.string(), instant: z.boolean() });
const Variable = z.object({ definition: z.string(), query: z.object({ query: z.string() }), regex: z.string() });
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(Target).default([]) })),
  templating: z.object({ list: z.tuple([z.unknown(), Variable]) }),
});
const readDashboard = () => Dashboard.parse(JSON.parse(readFileSync(join(FOLDER, "dashboard.json"), "utf8")));

/** The variable "run": its query, and how Grafana would read text and value from a series that it returns. */
function readRunVariable() {
  const [, { definition, query, regex }] = readDashboard().templating.list;
  expect(query.query).toBe(definition);
  const pattern = new RegExp(/^\/(.+)\/$/.exec(regex)?.[1] ?? "missing");
  const read = ({ labels, value }: { labels: { readonly [label: string]: string }; value: number }) => {
    const shown = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return { ...pattern.exec(`{${shown.join(",")}} ${value} 1764430000000`)?.groups };
  };
  return { query: /^query_result\((.+)\)$/.exec(definition)?.[1] ?? "missing", read };
}

/** The queries of the dashboard as Grafana would send them for this run. */
function listQueries(runId: string) {
  return readDashboard().panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, instant }) => ({
      panel: title,
      query: expr.replaceAll("$__rate_interval", "10s").replaceAll("$run", runId),
      instant,
    })),
  );
}

describe.skipIf(isMissing)(`the real Prometheus${isMissing ? `: skipped. ${found}` : ""}`, () => {
  const { server = "", promtool = "" } = isMissing ? {} : found;
  let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
  let app: TestApp;
  let prometheus: PrometheusServer;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      PRICES_FILE: join(ROOT, "docs/prices.example.json"),
    };
    app = await startTestApp({ env });
    prometheus = await startPrometheus(server, app);
  }, 180_000);
  afterAll(async () => {
    // last: it is missing if it could not be started
    await app.stop();
    await receiver.close();
    await prometheus.stop();
  });

  const check = (args: readonly string[], input = "") => {
    const { status, stdout, stderr } = spawnSync(promtool, args, { input, encoding: "utf8", cwd: FOLDER });
    return { status, said: stdout + stderr };
  };
  const byScenario = async (query: string) =>
    Object.fromEntries((await prometheus.query(query)).map(({ labels, value }) => [labels["scenario"], value]));

  test("[F5] its own tool finds nothing to object to in metrics and rules, and the rules do what they say", async () => {
    const scraped = await fetch(`${app.origin}/metrics`, { headers: { authorization: `Bearer ${app.key}` } });
    expect([scraped.status, scraped.headers.get("content-type")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    expect(check(["check", "metrics"], await scraped.text())).toEqual({ status: 0, said: "" });
    expect(check(["check", "rules", "rules.yml"])).toEqual({ status: 0, said: expect.stringContaining("SUCCESS") });
    const tests = join(ROOT, "tests/telemetry/support/rules-test.yml");
    expect(check(["test", "rules", tests])).toEqual({ status: 0, said: expect.stringContaining("SUCCESS") });
  });

  test("[F5] of a run with a takeover it returns what the run's results say, and every query of the dashboard returns data", async () => {
    const runId = await app.start({
      skill: "data-transformation",
      title: 'Rows, "as they come"',
      items: [300, 600, 900],
      sync: "free-running",
    });
    const own = `{run="${runId}"}`;
    await expect
      .poll(() => byScenario(`triptych_scenario_progress_ratio${own} > 0 < 1`), { timeout: 20_000 })
      .not.toEqual({});
    process.kill(app.pidOf("runner") ?? 0, "SIGKILL");
    const run = await app.untilRun(runId, "it ends", ({ finishedAt }) => finishedAt !== null);
    expect(run).toMatchObject({ status: "complete", recoveries: [{}] });
    // a run may end between the count of a scrape and its reading of the run
    const counted = async () =>
      (await prometheus.query("triptych_runs > 0")).map(({ labels, value }) => [labels["status"], value]);
    await expect.poll(counted, { timeout: 15_000 }).toEqual([["complete", 1]]);
    expect(await prometheus.query(`triptych_run_status{run="${runId}"} == 1`)).toMatchObject([
      { labels: { status: "complete" } },
    ]);

    const of = (figure: (scenario: (typeof run.scenarios)[number]) => unknown) =>
      Object.fromEntries(run.scenarios.map((scenario) => [scenario.id, figure(scenario)]));
    expect(await byScenario(`triptych_scenario_quality_ratio${own}`)).toEqual(of(({ quality }) => quality));
    expect(await byScenario(`triptych_scenario_progress_ratio${own}`)).toEqual(of(() => 1));
    expect(await byScenario(`triptych_scenario_items_done${own}`)).toEqual(of(({ itemsDone }) => itemsDone));
    expect(await byScenario(`triptych_scenario_batches_total${own}`)).toEqual(of(({ batchesDone }) => batchesDone));
    expect(await byScenario(`triptych_scenario_busy_seconds_total${own}`)).toEqual(of(({ busyMs }) => busyMs / 1_000));
    expect(await byScenario(`triptych_scenario_active_seconds_total${own}`)).toEqual(
      of(({ elapsedMs }) => elapsedMs / 1_000),
    );
    expect(await prometheus.query(`triptych_run_takeovers_total${own}`)).toMatchObject([{ value: 1 }]);
    expect(await prometheus.query(`triptych_run_duration_seconds${own}`)).toMatchObject([{ value: run.runMs / 1_000 }]);
    expect(await prometheus.query(`triptych_run_finished_timestamp_seconds${own}`)).toMatchObject([
      { value: Date.parse(run.finishedAt ?? "") / 1_000 },
    ]);
    expect(await prometheus.query(`triptych_log_append_seconds_count{process="runner"} > 10`)).toHaveLength(1);

    const offered = readRunVariable();
    const series = await prometheus.query(offered.query);
    expect(series.map(offered.read)).toEqual([{ text: 'Rows, "as they come"', value: runId }]);

    const empty: string[] = [];
    for (const { panel, query, instant } of listQueries(runId)) {
      const count = instant ? (await prometheus.query(query)).length : await prometheus.countSeries(query);
      if (count === 0) empty.push(`${panel}: ${query}`);
    }
    expect(empty).toEqual([]);
    const rules = await prometheus.rules();
    expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
    expect(rules.filter(({ state }) => state === "firing").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["RunTakenOver"]),
    );
  }, 90_000);
});
