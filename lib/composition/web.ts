import type { Logger } from "pino";
import { createAddresses, type Addresses } from "../access/addresses.ts";
import { ensureOperatorGrant } from "../access/operator-grant.ts";
import { createRateLimits, type RateLimits } from "../access/rate-limits.ts";
import { createApi, type Api } from "../api/api.ts";
import { createHealthCheck } from "../api/health.ts";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import { newId } from "../ids.ts";
import type { WebServices } from "../operations/services.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { createHub, type Hub } from "../realtime/sockets/hub.ts";
import { skillRegistry, type SkillRegistry } from "../skills/registry.ts";
import { createStores, type Stores } from "../store/stores.ts";

export type Web = { readonly services: WebServices; readonly hub: Hub; readonly api: Api; close(): Promise<void> };

type WebConfig = Config & { readonly databaseUrl: string; readonly presenterKey: string };

/** Creates all services of the web process except Next, on a migrated database. `port`: the port in use; `skills`: the bundled ones by default. */
export async function composeWeb(
  config: WebConfig,
  port: number,
  version: string,
  logger: Logger,
  skills: SkillRegistry = skillRegistry,
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
  return assembleWeb({ stores, addresses, version, report, skills, prices });
}

type Parts = {
  readonly stores: Stores;
  readonly addresses: Addresses;
  readonly version: string;
  readonly report: (what: string, error: unknown) => void;
  readonly skills: SkillRegistry;
  readonly prices: PriceSource;
  readonly limits?: RateLimits;
};

/** Assembles the web process on given stores, so that tests can pass their own. */
export async function assembleWeb({
  stores,
  addresses,
  version,
  report,
  skills,
  prices,
  limits = createRateLimits(),
}: Parts): Promise<Web> {
  const { log, ownership, commands, runs, demos, stages, grants, inputs } = stores;
  // runners also find stored runs by their periodic sweep, so a queue failure must not fail the start
  const queue = {
    send: (runId: string) =>
      stores.queue.send(runId).catch((error: unknown) => report(`${runId} waits for the runners' sweep`, error)),
  };
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
    prices,
    skills,
    addresses,
  };
  const hub = await createHub({ services, limits, report });
  const nowMs = () => systemClock.nowMs();
  const health = await createHealthCheck({
    ping: () => stores.ping(),
    log,
    ownership,
    nowMs,
    version,
    countSockets: () => hub.countSockets(),
  });
  const api = createApi({ services, hub, limits, version, checkHealth: health.check, report });
  return {
    services,
    hub,
    api,
    async close() {
      await health.close();
      await hub.close();
      await stores.close();
    },
  };
}
