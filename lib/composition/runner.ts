import type { Logger } from "pino";
import { systemClock } from "../clock.ts";
import { startProcessCounts } from "../telemetry/counts/process-counts.ts";
import { openSkillFolders } from "./skill-folders.ts";
import { composeSkillHost, listOwnServers } from "./skill-host.ts";
import type { Config } from "../config.ts";
import { newId } from "../ids.ts";
import { createProcessorReader } from "../isolation/process/processors.ts";
import { Runner } from "../runner/runner.ts";
import { createSteadyClock } from "../runner/steady-clock.ts";
import type { SkillRegistry } from "../skills/registry.ts";
import { createStores } from "../store/stores.ts";
import { ensureMachineId } from "../supervisor/machine-id.ts";
import { sendsSpans } from "../telemetry-settings.ts";
import { traceparentOf } from "../trace-ids.ts";
import { isProcessAlive, processSpace, processStartedAt } from "../supervisor/process/process-identity.ts";

/** Skills other than the bundled ones: the registry, and the URL of the module that exports it, for the skill processes. */
export type OtherSkills = { readonly skills: SkillRegistry; readonly registryUrl: string };

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
  const counts = startProcessCounts(systemClock);
  const sources = await openSkillFolders(config, logger, other?.skills);
  const host = composeSkillHost(config, {
    skills: sources.skills,
    ownServers: listOwnServers(config, databaseUrl),
    clock,
    ...(other === undefined ? {} : { registryUrl: other.registryUrl }),
  });
  const runnerId = newId("runner");
  const runner = new Runner({
    ...stores,
    log: counts.countLog(stores.log),
    host,
    skills: sources.skills,
    refreshSkills: () => sources.refresh(),
    clock,
    beat: () => clock.beat(),
    readFigures: (runs) => ({ ...counts.read(), ...host.readWorkers(), runs }),
    runnerId,
    readMachine: createProcessorReader(),
    traceparentOf: sendsSpans(config.telemetry) ? traceparentOf : undefined,
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
      counts.close();
      await host.endAll();
      await sources.close();
      await stores.close();
    },
  };
}
