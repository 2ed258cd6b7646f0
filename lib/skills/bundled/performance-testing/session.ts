import { readConfig } from "../../../config.ts";
import type { DataRequest, SkillSession } from "../../contract/contract.ts";
import { processItems } from "../../contract/process-items.ts";
import { createAllowList } from "../../../network-guard/allow-list.ts";
import { createLoadSteps, type LoadStep } from "./load-profile.ts";
import { LoadOptions } from "./options.ts";
import { runLoadStep } from "./run-load-step.ts";
import { startService } from "./start-service.ts";
import { pinTarget } from "./target.ts";

export async function openSession({ seed, items: steps, options }: DataRequest): Promise<SkillSession<LoadStep>> {
  const { profile, requestsPerStep, target } = LoadOptions.parse(options);
  const { performanceTargets, reservedTargets } = readConfig();
  const listed = createAllowList(performanceTargets, reservedTargets);
  // reject a forbidden target before the run instead of in each step
  if (target !== null) await pinTarget(target, listed);
  const service = target === null ? await startService() : null;
  const allowed = service === null ? listed : createAllowList([new URL(service.url).host]);
  const drawn = createLoadSteps({ profile, requestsPerStep, steps, seed });

  async function load(step: LoadStep, index: number, signal: AbortSignal) {
    const pinned = await pinTarget(service?.url ?? target ?? "", allowed);
    const paths = service === null ? [pinned.path] : step.paths;
    const { requests, errors, latenciesMs } = await runLoadStep(pinned, { ...step, paths }, signal);
    return {
      values: { requests, errors },
      samples: { latencyMs: latenciesMs },
      outcome: `step ${index + 1}, ${requests} requests over ${step.connections} connections: ${describe(errors, latenciesMs)}`,
    };
  }

  return {
    items: drawn,
    invokeBatch: (items, context) => processItems(items, context, (step, index) => load(step, index, context.signal)),
    async close() {
      await service?.stop();
    },
  };
}

function describe(errors: number, latenciesMs: readonly number[]): string {
  const slowest = latenciesMs.reduce((longest, latency) => Math.max(longest, latency), 0);
  return `${errors === 0 ? "no errors" : `${errors} errors`}, slowest ${Math.round(slowest)} ms`;
}
