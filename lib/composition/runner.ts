import type { Logger } from "pino";
import { systemClock } from "../clock.ts";
import { openSkillFolders } from "./skill-folders.ts";
import { childEnvironment, readVariables, type Config } from "../config.ts";
import { newId } from "../ids.ts";
import { createProcessSkillHost } from "../isolation/host/host.ts";
import { createProcessorReader } from "../isolation/process/processors.ts";
import { parseNetworkTarget } from "../network-targets.ts";
import { Runner } from "../runner/runner.ts";
import { createSteadyClock } from "../runner/steady-clock.ts";
import type { SkillRegistry } from "../skills/registry.ts";
import { createLaunchPlanner } from "../skills/sources/plan-launch.ts";
import { parseConnection } from "../store/connection/connection.ts";
import { createStores } from "../store/stores.ts";
import { ensureMachineId } from "../supervisor/machine-id.ts";
import { isProcessAlive, processSpace, processStartedAt } from "../supervisor/process/process-identity.ts";

/** Skills other than the bundled ones: the registry, and the URL of the module that exports it, for the skill processes. */
export type OtherSkills = { readonly skills: SkillRegistry; readonly registryUrl: string };

/** Our own servers, which no skill may load. */
export function listOwnServers({ port, publicUrl }: Config, databaseUrl: string): readonly string[] {
  const database = parseConnection(databaseUrl);
  const open = publicUrl === null ? null : new URL(publicUrl);
  const servers = [
    `localhost:${port}`,
    ...(open === null ? [] : [`${open.hostname}:${open.port || (open.protocol === "https:" ? 443 : 80)}`]),
    // a folder is that of a unix socket, which has no port
    ...(database.host.startsWith("/") ? [] : [`${bracketed(database.host)}:${database.port}`]),
  ];
  return servers.filter((server) => parseNetworkTarget(server) !== null);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Creates a runner on a migrated database. `stop` suspends its runs and closes all connections. */
export async function composeRunner(
  config: Config,
  databaseUrl: string,
  logger: Logger,
  other?: OtherSkills,
): Promise<Pick<Runner, "start" | "stop">> {
  const machineId = ensureMachineId(config.dataDir);
  const stores = await createStores({ databaseUrl, onError: (error) => logger.warn({ err: error }, "database") });
  const clock = createSteadyClock(systemClock);
  const sources = await openSkillFolders(config, logger, other?.skills);
  const targets = {
    PERFORMANCE_TARGETS: config.performanceTargets.join(","),
    RESERVED_TARGETS: listOwnServers(config, databaseUrl).join(","),
  };
  const host = createProcessSkillHost({
    clock,
    parentEnv: childEnvironment({}),
    env: targets,
    planOf: createLaunchPlanner(sources.skills, { readVariables, entryEnv: targets }),
    ...(other === undefined ? {} : { registryUrl: other.registryUrl }),
  });
  const runnerId = newId("runner");
  const runner = new Runner({
    ...stores,
    host,
    skills: sources.skills,
    refreshSkills: () => sources.refresh(),
    clock,
    beat: () => clock.beat(),
    runnerId,
    readMachine: createProcessorReader(),
    owner: {
      runnerId,
      machineId,
      processSpace: processSpace(),
      pid: process.pid,
      processStartedAt: processStartedAt(process.pid) ?? "unknown",
    },
    isAlive: isProcessAlive,
    logger,
  });
  return {
    start: () => runner.start(),
    async stop() {
      await runner.stop();
      await host.endAll();
      await sources.close();
      await stores.close();
    },
  };
}
