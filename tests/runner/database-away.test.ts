import { expect, test, vi } from "vitest";
import { Runner } from "../../lib/runner/runner.ts";
import { DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { startDrive } from "./drive-harness.ts";

const unavailable = () => Promise.reject(new DatabaseUnavailableError("The database cannot be reached"));

test("[E2] a database failure while reading commands loses the run without counting a crash", async () => {
  const run = await startDrive({ hold: "presenter", milestones: [50] });
  const ended = run.claimAndDrive();
  await run.seen((event) => event.type === "milestone.gathered");
  const pending = vi.spyOn(run.stores.commands, "pending").mockImplementationOnce(unavailable);
  await run.send("pause");
  expect(await ended).toBe("lost");
  expect(pending).toHaveBeenCalled();
});

test("[E2] a database failure right after the claim loses the run without counting a crash", async () => {
  const run = await startDrive();
  vi.spyOn(run.stores.log, "readState").mockImplementationOnce(unavailable);
  expect(await run.claimAndDrive()).toBe("lost");
});

test("[A12] a click stored while the end is being stored is still answered", async () => {
  const run = await startDrive();
  const { openWriter } = run.stores.log;
  vi.spyOn(run.stores.log, "openWriter").mockImplementation((claim) => {
    const writer = openWriter(claim);
    return {
      idle: () => writer.idle(),
      async append(append) {
        const isEnd = append.events.some(({ type }) => type === "run.finished");
        if (isEnd) await run.stores.commands.add(lateClick(run.runId));
        return writer.append(append);
      },
    };
  });
  expect(await run.claimAndDrive()).toBe("finished");
  expect(await run.eventsOf("command.refused")).toMatchObject([{ commandId: "cmd_late", code: "already-ended" }]);
});

const lateClick = (runId: string) =>
  ({
    id: "cmd_late",
    runId,
    type: "cancel",
    scenarioId: null,
    percent: null,
    force: false,
    fault: null,
    actor: { role: "presenter", name: "test" },
  }) as const;

test("[E2] a run whose facts the log rejects counts as a crash and is not claimed forever", async () => {
  const stores = createMemoryStores();
  vi.spyOn(stores.log, "openWriter").mockReturnValue({
    idle: async () => undefined,
    append: () => Promise.reject(new Error("value out of range")),
  });
  const claim = vi.spyOn(stores.ownership, "claim");
  const actor = { role: "presenter", name: "test" } as const;
  await stores.runs.create({ id: "run_poison", spec: testRunSpec({}), actor, at: new Date().toISOString() });
  const { promise: driveFailed, resolve } = Promise.withResolvers<unknown>();
  const runner = new Runner({
    ...stores,
    host: createFakeSkillHost().host,
    skills: skillRegistry,
    clock: { nowMs: () => performance.now(), wallTime: () => new Date() },
    runnerId: "runner_test",
    owner: { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
    isAlive: () => true,
    logger: { info: () => undefined, warn: () => undefined, error: (_details, message) => resolve(message) },
  });
  await runner.start();
  expect(await driveFailed).toBe("drive failed");
  await runner.stop();
  expect(claim).toHaveBeenCalledTimes(1);
});
