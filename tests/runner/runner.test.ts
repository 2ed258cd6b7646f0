import { expect, test } from "vitest";
import { Runner } from "../../lib/runner/runner.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";

const actor = { role: "presenter", name: "test" } as const;

test("[A8] held runs do not block the next one from starting", async () => {
  const stores = createMemoryStores();
  const runner = new Runner({
    ...stores,
    host: createFakeSkillHost().host,
    skills: skillRegistry,
    clock: { nowMs: () => performance.now(), wallTime: () => new Date() },
    runnerId: "runner_test",
    owner: { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
    isAlive: () => true,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const start = async (id: string): Promise<void> => {
    await stores.runs.create({
      id,
      spec: testRunSpec({ hold: "presenter", milestones: [50] }),
      actor,
      at: new Date().toISOString(),
    });
    await stores.queue.send(id);
  };
  await runner.start();
  for (let left = 0; left < 8; left += 1) {
    await start(`run_left_${left}`);
    await expect
      .poll(async () => (await stores.runs.get(`run_left_${left}`))?.status, { timeout: 3_000 })
      .toBe("holding");
  }
  await runner.stop();
});
