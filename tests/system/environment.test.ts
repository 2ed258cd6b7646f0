import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeProcess, findDescendants, readEnvironment } from "../support/processes.ts";
import { startTestApp } from "../support/test-app.ts";
import { startLangfuse } from "../telemetry/support/langfuse-stand-in.ts";
import { startOtlpReceiver } from "../telemetry/support/otlp-receiver.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-key-for-langfuse" };

test(
  "[O3] [F5] no process has the presenter's key, the database's address or a receiver's key in its environment, which skills can read",
  { timeout: 180_000 },
  async () => {
    const receiver = await startOtlpReceiver();
    const langfuse = await startLangfuse(KEYS);
    const app = await startTestApp({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_HEADERS: "x-collector=key-for-all",
        OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-traces=key-for-traces",
        LANGFUSE_PUBLIC_KEY: KEYS.publicKey,
        LANGFUSE_SECRET_KEY: KEYS.secretKey,
        LANGFUSE_BASE_URL: langfuse.url,
      },
    });
    try {
      const id = await app.start({
        skill: "performance-testing",
        sync: "milestone",
        hold: "presenter",
        items: [2, 2, 2],
      });
      await app.untilRun(id, "all scenarios hold", ({ scenarios }) =>
        scenarios.every(({ status }) => status === "paused"),
      );
      const children = findDescendants(app.pid);
      const described = children.map(describeProcess).join("\n");
      for (const part of [
        "server.ts",
        "bin/runner.ts",
        "bin/telemetry.ts",
        "bin/postgres",
        "lib/isolation/",
        "performance-testing/service.ts",
      ])
        expect(described).toContain(part);
      const url = readFileSync(join(app.dataDir, "postgres", "url"), "utf8");
      const informed = children.filter((pid) =>
        /(?:PRESENTER_KEY|DATABASE_URL|LANGFUSE_\w+_KEY|_HEADERS)=/.test(readEnvironment(pid)),
      );
      expect(informed.map(describeProcess)).toEqual([]);
      const secrets = [app.key, url, KEYS.secretKey, "key-for-all", "key-for-traces"];
      const leaked = children.filter((pid) => secrets.some((secret) => readEnvironment(pid).includes(secret)));
      expect(leaked.map(describeProcess)).toEqual([]);
      // the process that sends has them all the same
      const arrived = (at: string) => () => receiver.headers.find(({ path }) => path === at)?.headers;
      const patience = { timeout: 60_000 };
      await expect.poll(arrived("/v1/traces"), patience).toMatchObject({ "x-traces": "key-for-traces" });
      await expect.poll(arrived("/v1/logs"), patience).toMatchObject({ "x-collector": "key-for-all" });
      await expect.poll(() => langfuse.observations.size, { timeout: 60_000 }).toBeGreaterThan(0);
    } finally {
      await app.stop();
      await receiver.close();
      await langfuse.close();
    }
  },
);
