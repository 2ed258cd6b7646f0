import type { Actor } from "../../lib/core/run/actor.ts";
import type { RunCommand } from "../../lib/core/run/commands.ts";
import type { SkillHost } from "../../lib/core/ports/skill-host.ts";
import type { RunStatus } from "../../lib/core/run/statuses.ts";
import type { InstalledSkills } from "../../lib/skills/sources/installed-skill.ts";
import { Runner } from "../../lib/runner/runner.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { testRunSpec, type TestRunSpec } from "./run-spec.ts";
import { skillRegistry } from "./skills/registry.ts";

const actor: Actor = { role: "presenter", name: "test" };

/** A runner on the given stores, with a clock that the test can put forward for all its runs at once. */
export function createTestRunner(
  stores: Stores,
  host: SkillHost,
  runnerId = "runner_test",
  skills: InstalledSkills = skillRegistry,
) {
  let passedMs = 0;
  let notice: (runId: string | null) => void = () => undefined;
  const commands: Stores["commands"] = {
    ...stores.commands,
    subscribe(listener) {
      notice = listener;
      return stores.commands.subscribe(listener);
    },
  };
  const runner = new Runner({
    ...stores,
    commands,
    host,
    skills,
    clock: { nowMs: () => performance.now() + passedMs, wallTime: () => new Date() },
    runnerId,
    owner: { runnerId, machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
    isAlive: () => true,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    runner,
    async start(id: string, spec: TestRunSpec): Promise<void> {
      await stores.runs.create({ id, spec: testRunSpec(spec), actor, at: new Date().toISOString() });
      await stores.queue.send(id);
    },
    async send(runId: string, type: RunCommand["type"]): Promise<void> {
      const rest = { scenarioId: null, percent: null, force: false, fault: null, actor };
      await stores.commands.add({ id: `cmd_${Math.random()}`, runId, type, ...rest });
    },
    statusOf: async (id: string): Promise<RunStatus | null> => (await stores.runs.get(id))?.status ?? null,
    pass(ms: number): void {
      passedMs += ms;
      notice(null);
    },
  };
}
