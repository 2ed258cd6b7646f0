import type { FailureKind } from "../../core/run/failure-kinds.ts";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../core/kit/json.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { SkillHost, WorkerListener, WorkerRequest } from "../../core/ports/skill-host.ts";
import { launchBalloon } from "../harm/balloon.ts";
import { computeLeanEnv, launchSkillProcess } from "../process/launch.ts";
import { ProcessCensus } from "../process/process-census.ts";
import { HostMessage, PROTOCOL_VERSION } from "../protocol.ts";
import { createRedactor } from "../redact.ts";
import { createWatchdog } from "../process/watchdog.ts";
import { MAX_PROCESSES, type LaunchPlan } from "./launch-plan.ts";
import { startSteadyTimer } from "./steady-timer.ts";
import { WorkerSlots, type WorkerSizes } from "./worker-slots.ts";
import type { WorkerLoss } from "./exit-reason.ts";
import { ProcessWorker } from "./worker.ts";
import type { Opening } from "./worker-options.ts";
import { describeError } from "../../issue-words.ts";

export type ProcessSkillHostOptions = {
  /** a skill inherits only PATH, HOME, LANG, TZ and NODE_COMPILE_CACHE from it */
  readonly parentEnv: Readonly<Record<string, string | undefined>>;
  /** additional variables for bundled skills */
  readonly env?: Readonly<Record<string, string>>;
  /** URL of a module that exports `skillRegistry`, for skills without a plan; the bundled skills by default */
  readonly registryUrl?: string;
  /** how a skill that is not bundled is started; null: it is bundled. Rejects with a readable message when it cannot be. */
  readonly planOf?: (skillId: string, options: JsonObject) => Promise<LaunchPlan | null>;
  /** time limit for preparing a skill's data */
  readonly openLimitMs?: number;
  /** for the time limits; should stop while this process is stopped */
  readonly clock?: Pick<Clock, "nowMs">;
  /** time between SIGTERM and SIGKILL */
  readonly graceMs?: number;
};

/** A host that can end all its workers, for an orderly stop. */
export type ProcessSkillHost = {
  start(...request: Parameters<SkillHost["start"]>): Promise<ProcessWorker>;
  readWorkers(): WorkerSizes;
  endAll(): Promise<void>;
};

/** The reason why a skill did not open; callers decide by `code` and `kind`. */
export class SkillStartError extends Error {
  readonly code = "skill-start";
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const performanceClock = { nowMs: () => performance.now() };
const ENTRY = fileURLToPath(new URL("../inside/entry.ts", import.meta.url));
const BUNDLED_REGISTRY = new URL("../../skills/registry.ts", import.meta.url).href;

/** Runs each skill in a child process of its own process group, over the line protocol. */
export function createProcessSkillHost(options: ProcessSkillHostOptions): ProcessSkillHost {
  const { clock = performanceClock, openLimitMs: limitMs = 120_000 } = options;
  const watchdog = createWatchdog();
  const census = new ProcessCensus();
  const workers = new WorkerSlots<ProcessWorker>();
  let isEnded = false;

  async function launch(
    request: WorkerRequest,
    onLog: WorkerListener["onLog"],
    opening: Opening,
  ): Promise<ProcessWorker> {
    const plan = (await options.planOf?.(request.skillId, request.options)) ?? toBundledPlan(options);
    if (isEnded) throw new Error("The skill host has ended.");
    const [command, args] = toCommand(plan, request.memoryLimitMb);
    const env = computeLeanEnv(options.parentEnv, plan.env);
    const child = launchSkillProcess({ command, args, env, cwd: plan.folder });
    watchdog.guard(child.pid);
    const worker = new ProcessWorker({
      child,
      request,
      onLog,
      opening,
      graceMs: options.graceMs ?? 500,
      clock,
      census,
      maxProcesses: plan.maxProcesses,
      redact: createRedactor(plan.secrets),
      onGone() {
        workers.delete(worker);
        watchdog.release(child.pid);
      },
      launchBalloon: (sizeMb) => launchBalloon(sizeMb, watchdog),
    });
    workers.add(worker);
    return worker;
  }

  return {
    async start(request, listener, signal) {
      const ready = Promise.withResolvers<number>();
      const onLost = ({ kind, message }: WorkerLoss) => ready.reject(new SkillStartError(kind, message));
      const worker = await launch(request, listener.onLog, { onReady: ready.resolve, onLost }).catch(
        rethrowAsStartError,
      );
      openSkill(worker, request);
      return await untilReady(worker, request, ready, { clock, limitMs, signal });
    },
    readWorkers: () => workers.read(),
    async endAll() {
      isEnded = true;
      await Promise.all(workers.list().map((worker) => worker.end()));
    },
  };
}

function openSkill(worker: ProcessWorker, { input, ...rest }: WorkerRequest): void {
  const inputRows = input?.length ?? null;
  const message = HostMessage.parse({ type: "open", protocol: PROTOCOL_VERSION, ...rest, inputRows });
  if (input === null) worker.send(message);
  else void worker.sendInput(input).then(() => worker.send(message));
}

function rethrowAsStartError(error: unknown): never {
  throw new SkillStartError("exception", describeError(error));
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

function toBundledPlan({ registryUrl = BUNDLED_REGISTRY, env = {} }: ProcessSkillHostOptions): LaunchPlan {
  return { kind: "entry", registryUrl, env, folder: null, secrets: {}, maxProcesses: MAX_PROCESSES };
}

function toCommand(plan: LaunchPlan, memoryLimitMb: number): [string, readonly string[]] {
  if (plan.kind === "program") return [plan.program, plan.args];
  const argument = plan.argument === undefined ? [] : [plan.argument];
  return [process.execPath, [...computeNodeFlags(memoryLimitMb), ENTRY, plan.registryUrl, ...argument]];
}

/** V8 may exceed the memory limit before it collects garbage; a smaller heap makes it collect earlier. */
function computeNodeFlags(memoryLimitMb: number): string[] {
  return [
    `--max-old-space-size=${Math.max(48, memoryLimitMb - 64)}`,
    "--max-semi-space-size=8",
    "--disable-warning=ExperimentalWarning",
  ];
}
