import { fileURLToPath } from "node:url";
import type { FailureKind } from "../core/events.ts";
import type { SkillHost, WorkerListener, WorkerRequest } from "../core/ports/skill-host.ts";
import { computeLeanEnv, launchSkillProcess } from "./launch.ts";
import { HostMessage, PROTOCOL_VERSION } from "./protocol.ts";
import { createWatchdog } from "./watchdog.ts";
import { ProcessWorker } from "./worker.ts";

export type ProcessSkillHostOptions = {
  /** of it, a skill inherits PATH, HOME, LANG and TZ alone */
  readonly parentEnv: Readonly<Record<string, string | undefined>>;
  /** what skills may know beside that */
  readonly env?: Readonly<Record<string, string>>;
  /** URL of a module that exports `skillRegistry`; the bundled skills by default */
  readonly registryUrl?: string;
  /** how long a skill may prepare its data */
  readonly openLimitMs?: number;
  /** between SIGTERM and SIGKILL */
  readonly graceMs?: number;
};

/** A host that can also let go of everything at once, in an orderly stop. */
export type ProcessSkillHost = SkillHost & { endAll(): Promise<void> };

/** Why a skill did not open; decide by `code` and `kind`. */
export class SkillStartError extends Error {
  readonly code = "skill-start";
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const ENTRY = fileURLToPath(new URL("./entry.ts", import.meta.url));
const BUNDLED_REGISTRY = new URL("../skills/registry.ts", import.meta.url).href;

/** Runs each skill in a child process of its own, leader of its group, over the line protocol. */
export function createProcessSkillHost(options: ProcessSkillHostOptions): ProcessSkillHost {
  const env = computeLeanEnv(options.parentEnv, options.env ?? {});
  const watchdog = createWatchdog();
  const workers = new Set<ProcessWorker>();

  function launch(request: WorkerRequest, onLog: WorkerListener["onLog"], opening: { onReady: (items: number) => void; onLost: (error: Error) => void }): ProcessWorker {
    const child = launchSkillProcess({
      command: process.execPath,
      args: [...computeNodeFlags(request.memoryLimitMb), ENTRY, options.registryUrl ?? BUNDLED_REGISTRY],
      env,
    });
    watchdog.guard(child.pid);
    const worker = new ProcessWorker({
      child,
      request,
      onLog,
      graceMs: options.graceMs ?? 500,
      opening: { onReady: opening.onReady, onLost: ({ kind, message }) => opening.onLost(new SkillStartError(kind, message)) },
      onGone: () => {
        workers.delete(worker);
        watchdog.release(child.pid);
      },
    });
    workers.add(worker);
    return worker;
  }

  async function start(request: WorkerRequest, listener: Pick<WorkerListener, "onLog">): Promise<ProcessWorker> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const worker = launch(request, listener.onLog, { onReady: resolve, onLost: reject });
    worker.send(HostMessage.parse({ type: "open", protocol: PROTOCOL_VERSION, ...request }));
    const limitMs = options.openLimitMs ?? 120_000;
    const timer = setTimeout(() => reject(new SkillStartError("timeout", `${request.skillId} was not ready within ${limitMs / 1_000} s.`)), limitMs);
    try {
      const items = await promise;
      if (items !== request.items) throw new SkillStartError("validation", `${request.skillId} prepared ${items} items instead of ${request.items}.`);
      return worker;
    } catch (error) {
      await worker.end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    start,
    async endAll() {
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

/** V8 would let garbage pile up past the limit before collecting it; a small heap makes it collect in time. */
function computeNodeFlags(memoryLimitMb: number): string[] {
  return [`--max-old-space-size=${Math.max(48, memoryLimitMb - 64)}`, "--max-semi-space-size=8", "--disable-warning=ExperimentalWarning"];
}
