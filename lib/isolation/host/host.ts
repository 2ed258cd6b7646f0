import type { FailureKind } from "../../core/run/failure-kinds.ts";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../core/ports/clock.ts";
import type { SkillHost, WorkerListener, WorkerRequest } from "../../core/ports/skill-host.ts";
import { launchBalloon } from "../harm/balloon.ts";
import { computeLeanEnv, type LaunchOptions, launchSkillProcess } from "../process/launch.ts";
import { ProcessCensus } from "../process/process-census.ts";
import { HostMessage, PROTOCOL_VERSION } from "../protocol.ts";
import { createRedactor } from "../redact.ts";
import { createWatchdog } from "../process/watchdog.ts";
import { startSteadyTimer } from "./steady-timer.ts";
import type { WorkerLoss } from "./exit-reason.ts";
import { type Opening, ProcessWorker } from "./worker.ts";

export type ProcessSkillHostOptions = {
  /** a skill inherits only PATH, HOME, LANG, TZ and NODE_COMPILE_CACHE from it */
  readonly parentEnv: Readonly<Record<string, string | undefined>>;
  /** additional variables for skills */
  readonly env?: Readonly<Record<string, string>>;
  /** URL of a module that exports `skillRegistry`; the bundled skills by default */
  readonly registryUrl?: string;
  /** time limit for preparing a skill's data */
  readonly openLimitMs?: number;
  /** for the time limits; should stop while this process is stopped */
  readonly clock?: Pick<Clock, "nowMs">;
  /** time between SIGTERM and SIGKILL */
  readonly graceMs?: number;
  /** a program that speaks the line protocol itself; the bundled entry by default */
  readonly launchPlan?: (request: WorkerRequest) => Pick<LaunchOptions, "command" | "args">;
  /** processes that a worker may have at the same time; 64 by default. Linux only. */
  readonly maxProcesses?: number;
  /** secret values by name, which are hidden in everything that this skill sends */
  readonly secretsOf?: (skillId: string) => Readonly<Record<string, string>>;
};

/** A host that can end all its workers, for an orderly stop. */
export type ProcessSkillHost = SkillHost & { endAll(): Promise<void> };

/** The reason why a skill did not open; callers decide by `code` and `kind`. */
export class SkillStartError extends Error {
  readonly code = "skill-start";
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const MAX_PROCESSES = 64;
const performanceClock = { nowMs: () => performance.now() };
const ENTRY = fileURLToPath(new URL("../inside/entry.ts", import.meta.url));
const BUNDLED_REGISTRY = new URL("../../skills/registry.ts", import.meta.url).href;

/** Runs each skill in a child process of its own process group, over the line protocol. */
export function createProcessSkillHost(options: ProcessSkillHostOptions): ProcessSkillHost {
  const env = computeLeanEnv(options.parentEnv, options.env ?? {});
  const clock = options.clock ?? performanceClock;
  const watchdog = createWatchdog();
  const census = new ProcessCensus();
  const workers = new Set<ProcessWorker>();

  function launch(request: WorkerRequest, onLog: WorkerListener["onLog"], opening: Opening): ProcessWorker {
    const registryUrl = options.registryUrl ?? BUNDLED_REGISTRY;
    const args = [...computeNodeFlags(request.memoryLimitMb), ENTRY, registryUrl];
    const plan = options.launchPlan?.(request) ?? { command: process.execPath, args };
    const child = launchSkillProcess({ ...plan, env });
    watchdog.guard(child.pid);
    const onGone = () => {
      workers.delete(worker);
      watchdog.release(child.pid);
    };
    const graceMs = options.graceMs ?? 500;
    const launchGuarded = (sizeMb: number) => launchBalloon(sizeMb, watchdog);
    const worker = new ProcessWorker({
      child,
      request,
      onLog,
      opening,
      graceMs,
      clock,
      census,
      maxProcesses: options.maxProcesses ?? MAX_PROCESSES,
      redact: createRedactor(options.secretsOf?.(request.skillId) ?? {}),
      onGone,
      launchBalloon: launchGuarded,
    });
    workers.add(worker);
    return worker;
  }

  return {
    async start(request, listener, signal) {
      const ready = Promise.withResolvers<number>();
      const onLost = ({ kind, message }: WorkerLoss) => ready.reject(new SkillStartError(kind, message));
      const worker = launch(request, listener.onLog, { onReady: ready.resolve, onLost });
      const { input, ...rest } = request;
      const inputRows = input?.length ?? null;
      const message = HostMessage.parse({ type: "open", protocol: PROTOCOL_VERSION, ...rest, inputRows });
      if (input === null) worker.send(message);
      else void worker.sendInput(input).then(() => worker.send(message));
      return await untilReady(worker, request, ready, {
        clock,
        limitMs: options.openLimitMs ?? 120_000,
        signal,
      });
    },
    async endAll() {
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

async function untilReady(
  worker: ProcessWorker,
  request: WorkerRequest,
  ready: PromiseWithResolvers<number>,
  { clock, limitMs, signal }: { clock: Pick<Clock, "nowMs">; limitMs: number; signal: AbortSignal | undefined },
): Promise<ProcessWorker> {
  const late = new SkillStartError("timeout", `${request.skillId} was not ready within ${limitMs / 1_000} s.`);
  const cancelLimit = startSteadyTimer(clock, limitMs, () => ready.reject(late));
  const giveUp = () => ready.reject(new SkillStartError("exception", `${request.skillId} was ended while preparing.`));
  signal?.addEventListener("abort", giveUp, { once: true });
  if (signal?.aborted) giveUp();
  try {
    const items = await ready.promise;
    if (items === request.items) return worker;
    throw new SkillStartError("validation", `${request.skillId} prepared ${items} items instead of ${request.items}.`);
  } catch (error) {
    await worker.end();
    throw error;
  } finally {
    cancelLimit();
    signal?.removeEventListener("abort", giveUp);
  }
}

/** V8 may exceed the memory limit before it collects garbage; a smaller heap makes it collect earlier. */
function computeNodeFlags(memoryLimitMb: number): string[] {
  return [
    `--max-old-space-size=${Math.max(48, memoryLimitMb - 64)}`,
    "--max-semi-space-size=8",
    "--disable-warning=ExperimentalWarning",
  ];
}
