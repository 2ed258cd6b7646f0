import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { inspect } from "node:util";
import next from "next";
import { REFUSAL_HEADERS } from "./lib/access/security-headers.ts";
import { attachFront, FRONT_SERVER } from "./lib/api/attach-front.ts";
import { createFront, type Pages } from "./lib/api/front.ts";
import { sendError } from "./lib/api/http.ts";
import { processTerminal } from "./lib/cli/terminal.ts";
import { composeWeb } from "./lib/composition/web.ts";
import {
  ConfigError,
  readConfig,
  readDistDir,
  requireNodeVersion,
  takePassedSettings,
  type Config,
} from "./lib/config.ts";
import { ensureBuild, isBuilt } from "./lib/supervisor/build/ensure-build.ts";
import { provideWebServices } from "./lib/operations/services.ts";
import { describeListenError } from "./lib/supervisor/ports.ts";
import { stopOnRequest } from "./lib/supervisor/process/stop-on-request.ts";
import { createLogger } from "./lib/telemetry/logger.ts";
import nextConfig from "./next.config.ts";

const STOP_LIMIT_MS = 5_000;
const EXIT_BAD_CONFIG = 78;
const ROOT = import.meta.dirname;
const dev = process.argv.includes("--dev");

/** Binds the port first, so that a port in use is reported at once. Early requests are answered with 503. */
function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ConfigError(describeListenError(error, host, port), { cause: error })),
    );
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Next gets a server that never listens, because it would otherwise answer our socket upgrades. Upgrades that pass our checks are forwarded to it. */
async function openPages(port: number, publicOrigin: string, distDir: string): Promise<Pages> {
  const upgrades = createServer();
  // the development server accepts only pages from this host name and localhost
  const hostname = dev ? new URL(publicOrigin).hostname : "localhost";
  const app = next({ dev, dir: ROOT, conf: { ...nextConfig, distDir }, hostname, port, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), handleUpgrade: dev ? forwardUpgrade : null };

  async function forwardUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Next adds its upgrade listener when it serves its first page
    if (!upgrades.emit("upgrade", request, socket, head)) socket.destroy();
  }
}

/** The build that the parent process has chosen, unless somebody has deleted it meanwhile. */
async function findBuild(printLine: (line: string) => void): Promise<string> {
  const chosen = readDistDir();
  return chosen !== null && isBuilt(ROOT, chosen) ? chosen : await ensureBuild(ROOT, printLine);
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
  return version;
}

async function main(): Promise<void> {
  requireNodeVersion();
  const config = readConfig(takePassedSettings(() => readFileSync(0, "utf8")));
  const { databaseUrl, presenterKey } = config;
  if (databaseUrl === null) throw new ConfigError("DATABASE_URL must be set. `npm start` sets it automatically.");
  if (presenterKey === null)
    throw new ConfigError("PRESENTER_KEY must be set. `npm start` creates and sets it automatically.");
  const logger = createLogger("web", config.logLevel);
  const limits = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 };
  const server = createServer({ ...FRONT_SERVER, ...limits });
  const answerStarting = (_: unknown, response: Parameters<typeof sendError>[0]) =>
    sendError(response, 503, "starting", "The server is starting.", { ...REFUSAL_HEADERS, "Retry-After": "1" });
  server.on("request", answerStarting);
  const port = await listen(server, config);
  const web = await composeWeb({ ...config, databaseUrl, presenterKey }, port, readVersion(), logger);
  provideWebServices(web.services);
  const distDir = dev ? ".next" : await findBuild((line) => logger.info(line));
  const pages = await openPages(port, web.services.addresses.publicOrigin, distDir);
  const front = createFront({ ...web, pages, report: (what, error) => logger.error({ err: error }, what) });
  server.off("request", answerStarting);
  attachFront(server, front);

  const close = async () => {
    server.close();
    await web.close();
  };
  stopOnRequest(close, { logger, limitMs: STOP_LIMIT_MS });
  logger.info({ port, host: config.host }, "web ready");
}

try {
  await main();
} catch (error) {
  processTerminal.warn(
    error instanceof ConfigError ? `Triptych's web server cannot start:\n${error.message}` : inspect(error),
  );
  process.exit(error instanceof ConfigError ? EXIT_BAD_CONFIG : 1);
}
