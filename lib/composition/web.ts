import type { Logger } from "pino";
import { createAddresses, type Addresses } from "../access/addresses.ts";
import { ensureOperatorGrant } from "../access/operator-grant.ts";
import { createRateLimits, type RateLimits } from "../access/rate-limits.ts";
import { createApi, type Api } from "../api/api.ts";
import { createHealthCheck } from "../api/health.ts";
import type { MetricsPage } from "../api/metrics.ts";
import { systemClock } from "../clock.ts";
import { composeMetrics } from "./web-metrics.ts";
import { openSkillFolders } from "./skill-folders.ts";
import { listOwnServers } from "./skill-host.ts";
import type { Config } from "../config.ts";
import type { Cleared } from "../core/ports/storage.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import type { SkillChecker } from "../core/ports/skill-checker.ts";
import { followRunners } from "../follow-runners.ts";
import { newId } from "../ids.ts";
import type { WebServices } from "../operations/services.ts";
import { clearRegularly } from "../operations/storage/clear-regularly.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { createHub, type Hub } from "../realtime/sockets/hub.ts";
import type { InstalledSkills } from "../skills/sources/installed-skill.ts";
import { ShortageWatch } from "../realtime/follow/shortage-watch.ts";
import { createStores, type Stores } from "../store/stores.ts";
import { readFreeBytes } from "../supervisor/folders/disk-space.ts";
import { createSkillChecker } from "../supervisor/process/skill-check-process.ts";
import type { TelemetrySettings } from "../telemetry-settings.ts";
import { configureExporters } from "./configure-exporters.ts";
import { isEmbeddedDatabase } from "../supervisor/postgres/embedded-url.ts";
import { startProcessCounts } from "../telemetry/counts/process-counts.ts";

export type Web = {
  readonly services: WebServices;
  readonly hub: Hub;
  readonly api: Api;
  readonly metrics: MetricsPage;
  close(): Promise<void>;
};

type WebConfig = Config & { readonly databaseUrl: string; readonly presenterKey: string };

/** Creates all services of the web process except Next, on a migrated database. `port`: the port in use; `bundled`: skills instead of our own. */
export async function composeWeb(
  config: WebConfig,
  port: number,
  version: string,
  logger: Logger,
  bundled?: InstalledSkills,
): Promise<Web> {
  const stores = await createStores({
    databaseUrl: config.databaseUrl,
    onError: (error) => logger.warn({ err: error }, "database"),
  });
  await ensureOperatorGrant({ grants: stores.grants, newId }, config.presenterKey);
  const addresses = createAddresses({ port, host: config.host, publicUrl: config.publicUrl });
  const report = (what: string, error: unknown) => logger.error({ err: error }, what);
  const prices = createPriceFile(config);
  const inForce = await prices.read();
  if (inForce.status === "broken") logger.warn({ file: inForce.file }, `no prices: ${inForce.message}`);
  const sources = await openSkillFolders(config, logger, bundled);
  const isEmbedded = isEmbeddedDatabase(config.dataDir, config.databaseUrl);
  const onCleared = (cleared: Cleared) => logger.info({ ...cleared }, "cleared what is no longer needed");
  const readFreeBytesHere = async () => (isEmbedded ? await readFreeBytes(config.dataDir) : null);
  const web = await assembleWeb({
    stores,
    addresses,
    operatorKey: config.presenterKey,
    version,
    report,
    skills: sources.skills,
    skillProblems: () => sources.problems(),
    telemetry: config.telemetry,
    checker: createSkillChecker({
      dataDir: config.dataDir,
      skillsDir: sources.skillsDir,
      reservedTargets: listOwnServers({ ...config, port }, config.databaseUrl),
    }),
    prices,
    readFreeBytes: readFreeBytesHere,
    onCleared,
  });
  return {
    ...web,
    async close() {
      await sources.close();
      await web.close();
    },
  };
}

type Parts = {
  readonly stores: Stores;
  readonly addresses: Addresses;
  readonly operatorKey: string;
  readonly version: string;
  readonly report: (what: string, error: unknown) => void;
  readonly skills: InstalledSkills;
  readonly skillProblems?: NonNullable<WebServices["skillProblems"]>;
  /** null or missing: runs are sent nowhere. Its keys stay here. */
  readonly telemetry?: TelemetrySettings | null;
  readonly checker?: SkillChecker;
  readonly prices: PriceSource;
  /** free bytes on the database's disk; by default unknown */
  readonly readFreeBytes?: () => Promise<number | null>;
  readonly onCleared?: (cleared: Cleared) => void;
  readonly limits?: RateLimits;
};

/** Assembles the web process on given stores, so that tests can pass their own. */
export async function assembleWeb(parts: Parts): Promise<Web> {
  const { stores, addresses, version, report, skills, prices } = parts;
  const { readFreeBytes: readFree = async () => null, limits = createRateLimits() } = parts;
  const { ownership, commands, runs, demos, stages, grants, inputs, storage } = stores;
  const counts = startProcessCounts(systemClock);
  const log = counts.countLog(stores.log);
  const runners = await followRunners(stores.runners, systemClock);
  const queue = toLenientQueue(stores.queue, report);
  const services: WebServices = {
    clock: systemClock,
    newId,
    runs,
    log,
    commands,
    queue,
    demos,
    stages,
    grants,
    inputs,
    storage: { measure: async () => ({ ...(await storage.measure()), freeBytes: await readFree() }) },
    prices,
    skills,
    ...selectOptional(parts),
    addresses,
    freeSlots: () => runners.freeSlots(),
    refuseConsole: (runId, consoleId) => hub.director.refuseCommand(runId, consoleId),
  };
  const configuring = await configureExporters(stores.exports, parts.telemetry?.receivers ?? [], report);
  const shortages = new ShortageWatch({ storage, clock: systemClock, readFreeBytes: readFree });
  await shortages.start();
  const stopClearing = startClearing(parts);
  const hub = await createHub({ services, limits, report, shortage: () => shortages.current });
  const exporters = services.telemetry?.exports ?? null;
  const health = await createHealthCheck({
    ping: () => stores.ping(),
    log,
    ownership,
    checkShortage: () => shortages.check(),
    freeSlots: () => runners.freeSlots(),
    nowMs: () => systemClock.nowMs(),
    version,
    countSockets: () => hub.countSockets(),
    exporters,
  });
  const given = { stores, exporters, counts, runners, hub, shortages };
  const metrics = composeMetrics({ ...parts, ...given, services, limits });
  const api = createApi({ services, hub, limits, version, checkHealth: health.check, report });
  return {
    services,
    hub,
    api,
    metrics,
    async close() {
      counts.close();
      stopClearing();
      configuring.stop();
      for (const part of [health, shortages, runners, hub, stores]) await part.close();
    },
  };
}

function startClearing({ stores: { storage }, onCleared, report }: Parts): () => void {
  return clearRegularly({
    storage,
    onCleared: (cleared) => onCleared?.(cleared),
    onFailed: (error) => report("Ended sessions and unused uploads cannot be cleared", error),
  });
}

function selectOptional(parts: Parts): Pick<WebServices, "skillProblems" | "checker" | "telemetry"> {
  const { skillProblems, checker, stores } = parts;
  const telemetry = parts.telemetry ?? null;
  return {
    ...(skillProblems === undefined ? {} : { skillProblems }),
    ...(checker === undefined ? {} : { checker }),
    ...(telemetry === null
      ? {}
      : {
          telemetry: {
            content: telemetry.content,
            receivers: telemetry.receivers,
            exports: stores.exports,
            experiments: stores.experiments,
          },
        }),
  };
}

/** Runners also find stored runs by their periodic sweep, so a failure of the queue must not fail the start of a run. */
function toLenientQueue(queue: Stores["queue"], report: Parts["report"]): WebServices["queue"] {
  return {
    send: (runId) =>
      queue.send(runId).catch((error: unknown) => report(`${runId} waits for the runners' sweep`, error)),
  };
}
