import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Runner } from "../../lib/runner/runner.ts";
import { DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { testRunSpec, type TestRunSpec } from "../support/run-spec.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { startDrive } from "./drive-harness.ts";

const RUN = "run_lost";
const unavailable = () => Promise.reject(new DatabaseUnavailableError("The database cannot be reached"));

/** Items of one batch each; a batch waits until `allowed` includes it. */
async function startByBatches(hold: "none" | "presenter" = "none") {
  const allowance = { items: 0, raised: Promise.withResolvers<void>() };
  const allow = (items: number): void => {
    allowance.items = items;
    allowance.raised.resolve();
    allowance.raised = Promise.withResolvers();
  };
  const gate = async ({ toItem }: { readonly toItem: number }): Promise<void> => {
    while (toItem > allowance.items) await allowance.raised.promise;
  };
  const run = await startDrive({ sync: "free-running", milestones: [], items: [60, 60], hold }, { gate });
  const recovered = (times: number) => async () => {
    await run.seen((event) => event.type === "run.recovered" && event.epoch === times + 1);
  };
  const progressedTo = (items: number) => async () => {
    allow(items);
    await run.seen((event) => event.type === "scenario.progressed" && event.totals.itemsDone >= items);
  };
  return { ...run, allow, recovered, progressedTo };
}

describe("a run whose runner is killed again and again", () => {
  test("[E2] completes when it has advanced each time", async () => {
    const run = await startByBatches();
    for (let kill = 1; kill <= 5; kill += 1) await run.driveUntilKilled(run.progressedTo(kill * 10));
    run.allow(60);
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "complete", crashes: 0 });
    expect((await run.eventsOf("run.recovered")).map(({ crashes }) => crashes)).toEqual([1, 1, 1, 1, 1]);
  });

  test("[E2] fails with a diagnosis after three losses in a row without progress", async () => {
    const run = await startByBatches();
    await run.driveUntilKilled(run.progressedTo(10));
    await run.driveUntilKilled(run.recovered(1));
    await run.driveUntilKilled(run.recovered(2));
    expect(await run.claimAndDrive()).toBe("finished");
    const state = await run.state();
    expect(state).toMatchObject({ status: "failed", crashes: 3 });
    expect(state.diagnosis).toContain("3 times in a row without progress");
    expect(state.scenarios.map(({ totals }) => totals.itemsDone)).toEqual([10, 10]);
  });

  test("[E2] counts anew after progress", async () => {
    const run = await startByBatches();
    await run.driveUntilKilled(run.progressedTo(10));
    await run.driveUntilKilled(run.recovered(1));
    await run.driveUntilKilled(run.progressedTo(20));
    await run.driveUntilKilled(run.recovered(3));
    run.allow(60);
    expect(await run.claimAndDrive()).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect((await run.eventsOf("run.recovered")).map(({ crashes }) => crashes)).toEqual([1, 2, 1, 2]);
  });
});

describe("a run whose runner is killed again and again while it only waits", () => {
  /** A run on hold that has lost its runner four times. */
  async function loseOnHold() {
    const run = await startDrive({ hold: "presenter", milestones: [50], items: [4, 4] });
    await run.driveUntilKilled(() => run.seen(({ type }) => type === "milestone.gathered"));
    for (const epoch of [2, 3, 4])
      await run.driveUntilKilled(() => run.seen((event) => event.type === "run.recovered" && event.epoch === epoch));
    return run;
  }

  test("[E2][A9] goes on when its presenter returns: nothing of it was running", async () => {
    const run = await loseOnHold();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.recovered" && event.epoch === 5);
    expect(await run.state()).toMatchObject({ status: "holding", crashes: 0 });
    await run.send("advance");
    expect(await ended).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "complete", diagnosis: null });
  });

  test("[E2][A9] goes on too when the presenter has clicked in the meantime", async () => {
    const run = await loseOnHold();
    await run.send("advance");
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "complete", diagnosis: null });
  });

  test("[E2] a command that takes the runner down each time is no endless loop", async () => {
    const run = await loseOnHold();
    await run.send("advance");
    const { ownership } = run.stores;
    const owner = { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };
    for (const epoch of [5, 6]) {
      // it dies before the command is answered
      expect(await ownership.claim(run.runId, owner)).toMatchObject({ epoch });
      await ownership.endLeasesOfDeadProcesses(owner, () => false);
    }
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.state()).toMatchObject({ status: "failed", crashes: 3 });
  });
});

describe("a run that is lost again and again", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
  afterEach(() => vi.useRealTimers());

  /** A runner on in-memory stores whose timers run on the fake clock, and a run that waits for it. */
  async function createRunner(spec: TestRunSpec = {}) {
    const stores = createMemoryStores();
    const actor = { role: "presenter", name: "test" } as const;
    await stores.runs.create({ id: RUN, spec: testRunSpec(spec), actor, at: new Date(0).toISOString() });
    const claim = vi.spyOn(stores.ownership, "claim");
    const runner = new Runner({
      ...stores,
      host: createFakeSkillHost().host,
      skills: skillRegistry,
      clock: { nowMs: () => performance.now(), wallTime: () => new Date() },
      runnerId: "runner_test",
      owner: { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" },
      isAlive: () => true,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      random: () => 0.5,
    });
    const factsOf = async (type: string) => (await stores.log.read(RUN, 0)).filter((event) => event.type === type);
    const click = { scenarioId: null, percent: null, force: false, fault: null, actor };
    const send = (type: "cancel") => stores.commands.add({ ...click, id: `click_${type}`, runId: RUN, type });
    return { stores, runner, claim, factsOf, send };
  }

  test("[E2] a drive that is lost again and again is claimed after ever longer pauses, and repeats no fact", async () => {
    const { stores, runner, claim, factsOf } = await createRunner();
    vi.spyOn(stores.commands, "pending").mockImplementation(unavailable);
    await runner.start();
    await vi.advanceTimersByTimeAsync(60_000);
    // 75, 150 … 2,400 ms, then 3,750 ms each
    expect(claim.mock.calls.length).toBeGreaterThan(15);
    expect(claim.mock.calls.length).toBeLessThan(25);
    await runner.stop();
    expect((await factsOf("run.recovered")).length).toBeLessThanOrEqual(1);
  });

  test("[E2] a run that cannot even be read leaves no fact at all", async () => {
    const { stores, runner, claim } = await createRunner();
    const readState = vi.spyOn(stores.log, "readState").mockImplementation(unavailable);
    await runner.start();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(claim.mock.calls.length).toBeLessThan(15);
    readState.mockRestore();
    expect(await stores.log.read(RUN, 1)).toEqual([]);
    await runner.stop();
  });

  test("[E2][A9] a click ends the pause", async () => {
    const { stores, runner, send, factsOf } = await createRunner();
    const readState = vi.spyOn(stores.log, "readState").mockImplementation(unavailable);
    await runner.start();
    await vi.advanceTimersByTimeAsync(30_000);
    readState.mockRestore();
    await send("cancel");
    await vi.advanceTimersByTimeAsync(10);
    await expect.poll(async () => await factsOf("run.finished")).toHaveLength(1);
    await runner.stop();
  });
});
