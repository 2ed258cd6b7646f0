import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { findFreePort, ROOT } from "./app-process.ts";
import { until } from "./processes.ts";

export type Series = { readonly labels: { readonly [name: string]: string }; readonly value: number };

const Vector = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
const Matrix = z.object({ status: z.literal("success"), data: z.object({ result: z.array(z.unknown()) }) });
const Rules = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            name: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
            state: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
});

export type PrometheusServer = Awaited<ReturnType<typeof startPrometheus>>;

/** Prometheus with our rules, scraping an app each second with the operator's key. */
export async function startPrometheus(program: string, app: { readonly port: number; readonly key: string }) {
  const folder = mkdtempSync(join(tmpdir(), "triptych-prometheus-"));
  const port = await findFreePort();
  writeFileSync(join(folder, "key"), app.key, { mode: 0o600 });
  writeFileSync(
    join(folder, "prometheus.yml"),
    JSON.stringify({
      global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
      rule_files: [join(ROOT, "docs/telemetry/prometheus/rules.yml")],
      scrape_configs: [
        {
          job_name: "triptych",
          authorization: { credentials_file: join(folder, "key") },
          static_configs: [{ targets: [`127.0.0.1:${app.port}`] }],
        },
      ],
    }),
  );
  const args = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`];
  const child = spawn(program, [...args, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => said.push(data.toString()));
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  await until("Prometheus is ready", () => said.join("").includes("ready to receive web requests") || hasExited());
  if (hasExited()) throw new Error(`Prometheus did not start:\n${said.join("")}`);
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    /** what the expression returns now */
    async query(expression: string): Promise<Series[]> {
      const body = new URLSearchParams({ query: expression });
      const response = await fetch(`${origin}/api/v1/query`, { method: "POST", body });
      const text = await response.text();
      if (!response.ok) throw new Error(`${expression}: ${text}`);
      const { data } = Vector.parse(JSON.parse(text));
      return data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
    },
    /** the series that it has returned at any time of the last two minutes */
    async countSeries(expression: string): Promise<number> {
      const end = Date.now() / 1_000;
      const query = { query: expression, start: String(end - 120), end: String(end), step: "1s" };
      const response = await fetch(`${origin}/api/v1/query_range`, {
        method: "POST",
        body: new URLSearchParams(query),
      });
      return Matrix.parse(await response.json()).data.result.length;
    },
    async rules() {
      const { data } = Rules.parse(await (await fetch(`${origin}/api/v1/rules`)).json());
      return data.groups.flatMap(({ rules }) => rules);
    },
    async stop(): Promise<void> {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
