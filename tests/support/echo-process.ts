import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { createFront } from "../../lib/api/front.ts";
import { composeRunner } from "../../lib/composition/runner.ts";
import { composeWeb } from "../../lib/composition/web.ts";
import { readConfig } from "../../lib/config.ts";
import { provideWebServices } from "../../lib/operations/services.ts";
import { createLogger } from "../../lib/telemetry/logger.ts";
import { skillRegistry, TEST_REGISTRY_URL } from "./skills/registry.ts";

// the real "web" or "runner" with the test skills; prints "ready" once it is
const config = readConfig();
const { databaseUrl, presenterKey } = config;
if (databaseUrl === null || presenterKey === null) throw new Error("DATABASE_URL and PRESENTER_KEY are required");
const name = process.argv[2] === "web" ? "web" : "runner";
const logger = createLogger(name, config.logLevel);

async function startWeb(databaseUrl: string, presenterKey: string): Promise<() => Promise<void>> {
  const web = await composeWeb({ ...config, databaseUrl, presenterKey }, config.port, "0.0.0", logger, skillRegistry);
  provideWebServices(web.services);
  const dir = join(import.meta.dirname, "../..");
  const app = next({ dev: false, dir, hostname: "localhost", port: config.port, httpServer: createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages = {
    handle: (...[request, response]: Parameters<typeof handle>) => handle(request, response),
    handleUpgrade: null,
  };
  const front = createFront({ ...web, pages, report: (what, error) => logger.error({ err: error }, what) });
  const server = createServer((request, response) => void front.handleRequest(request, response));
  server.on("upgrade", (request, socket, head) => front.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(config.port, config.host, resolve));
  return () => web.close();
}

async function startRunner(databaseUrl: string): Promise<() => Promise<void>> {
  const runner = await composeRunner(config, databaseUrl, logger, {
    skills: skillRegistry,
    registryUrl: TEST_REGISTRY_URL,
  });
  await runner.start();
  return () => runner.stop();
}

const stop = name === "web" ? await startWeb(databaseUrl, presenterKey) : await startRunner(databaseUrl);
const end = () => void stop().finally(() => process.exit(0));
process.once("SIGTERM", end);
console.log("ready");
