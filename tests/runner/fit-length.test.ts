import { describe, expect, test } from "vitest";
import type { FakeBatch, FakeBehaviour } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const ITEM_MS = 10;
const PATIENT = { prepareMs: 60_000, togetherMs: 60_000, aloneMs: 60_000, patienceMs: 60_000 };
const sized = { items: [10, 30, 80], sync: "free-running", scenario: { timeBudgetMs: 600_000 } } as const;
const planned = { ...sized, lengthSeconds: 60 } as const;
const sizesOf = async (run: Awaited<ReturnType<typeof startDrive>>) =>
  (await run.state()).spec.scenarios.map(({ items }) => items);

/** A machine with one processor: an item takes 10 ms of it, whoever processes it. */
async function startOnOneProcessor(spec: Parameters<typeof startDrive>[0], behaviour: FakeBehaviour = {}) {
  let pass: (ms: number) => void = () => undefined;
  const gate = async ({ indices }: FakeBatch): Promise<void> => {
    for (const _ of indices) {
      await new Promise((resolve) => setImmediate(resolve));
      pass(ITEM_MS);
    }
  };
  // real time does not count
  const run = await startDrive(spec, { ...behaviour, gate, reportsWaits: false }, undefined, {
    nowMs: () => 0,
    wallTime: () => new Date(),
  });
  pass = run.pass;
  return run;
}

/** The first batch of each scenario, which the smoke run makes. */
const isSmoke = ({ fromItem, attemptOfBatch }: FakeBatch): boolean => fromItem === 0 && attemptOfBatch === 1;

describe("[G20] a run with a length", () => {
  test("lasts about as long, with the ratio of its sizes", async () => {
    const run = await startOnOneProcessor(planned);
    expect(await run.claimAndDrive()).toBe("finished");
    const { status, scenarios, sizesFitted } = await run.state();
    const [small = 0, medium, large] = await sizesOf(run);
    expect([status, medium, large]).toEqual(["complete", 3 * small, 8 * small]);
    expect(sizesFitted?.failure).toBeNull();
    const seconds = Math.max(...scenarios.map(({ totals }) => totals.elapsedMs)) / 1_000;
    expect(seconds).toBeGreaterThan(45);
    expect(seconds).toBeLessThan(90);
    expect((await run.stores.runs.get(run.runId))?.items).toEqual([small, medium, large]);
  });

  test("is fitted before it starts, and the processes of the smoke run have ended by then", async () => {
    const run = await startOnOneProcessor({ ...planned, lengthSeconds: 10 });
    await run.claimAndDrive();
    const types = (await run.stores.log.read(run.runId, 0)).map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual(["run.queued", "run.preparing", "run.sizes-fitted", "run.started"]);
    expect(run.workers.slice(0, 3).map(({ alive }) => alive)).toEqual([false, false, false]);
    expect(run.workers).toHaveLength(6);
  });

  test("is fitted once: a takeover finds the sizes in the log", async () => {
    let starts = 0;
    let isLost = false;
    // the run's own workers are not ready before its runner is lost
    const opening = () => ((starts += 1) > 3 && !isLost ? "never" : "at once");
    const run = await startOnOneProcessor({ ...planned, lengthSeconds: 10 }, { opening });
    await run.driveUntilKilled(() => run.seen((event) => event.type === "run.sizes-fitted"));
    isLost = true;
    expect(await run.eventsOf("run.started")).toEqual([]);
    const sizes = await sizesOf(run);
    expect(await run.claimAndDrive()).toBe("finished");
    expect(await run.eventsOf("run.sizes-fitted")).toHaveLength(1);
    expect(await sizesOf(run)).toEqual(sizes);
  });

  test("without a length keeps its sizes and makes no smoke run", async () => {
    const run = await startDrive(sized);
    await run.claimAndDrive();
    expect(await run.eventsOf("run.sizes-fitted")).toEqual([]);
    expect([await sizesOf(run), run.workers.length]).toEqual([[10, 30, 80], 3]);
  });
});

describe("[G20] a smoke run that measures nothing leaves the planned sizes, and the run continues", () => {
  let starts = 0;
  const amongFirst = (): boolean => (starts += 1) <= 3;
  test.each([
    ["a skill that does not start", "failed", { openError: () => (amongFirst() ? "broken" : null) }],
    ["a skill that is never ready", "timeout", { opening: () => (amongFirst() ? "never" : "at once") }],
    [
      "a skill that crashes",
      "failed",
      {
        reported: (batch: FakeBatch) => (isSmoke(batch) ? 0 : batch.indices.length),
        outcome: (batch: FakeBatch) =>
          isSmoke(batch)
            ? ({ ok: false, kind: "exception", message: "crashed", workerLost: true } as const)
            : ({ ok: true } as const),
      },
    ],
    [
      "a skill that hangs",
      "timeout",
      {
        reported: (batch: FakeBatch) => (isSmoke(batch) ? 0 : batch.indices.length),
        outcome: (batch: FakeBatch) => (isSmoke(batch) ? "never" : ({ ok: true } as const)),
      },
    ],
  ] as const)("%s", async (_, failure, behaviour) => {
    starts = 0;
    const run = await startDrive(planned, behaviour);
    expect(await run.claimAndDrive()).toBe("finished");
    const { status, sizesFitted } = await run.state();
    expect([status, sizesFitted?.failure]).toEqual(["complete", failure]);
    expect(await sizesOf(run)).toEqual([10, 30, 80]);
    expect(run.workers.slice(0, -3).every(({ alive }) => !alive)).toBe(true);
  });
});

describe("[G20] during the smoke run", () => {
  const startHanging = () => startDrive(planned, { opening: () => "never" }, undefined, undefined, PATIENT);

  test("a cancel takes effect at once", async () => {
    const run = await startHanging();
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel");
    expect(await ended).toBe("finished");
    expect((await run.state()).status).toBe("cancelled");
    expect(await run.eventsOf("run.sizes-fitted")).toEqual([]);
  });

  test("a stop takes effect at once, and the next claim fits the sizes", async () => {
    let hangs = true;
    const opening = () => (hangs ? "never" : "at once");
    const limits = { ...PATIENT, togetherMs: 20, aloneMs: 20 };
    const run = await startDrive({ ...planned, lengthSeconds: 10 }, { opening }, undefined, undefined, limits);
    const stopped = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    run.stop();
    expect(await stopped).toBe("stopped");
    hangs = false;
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.sizes-fitted");
    await run.send("cancel");
    expect(await ended).toBe("finished");
  });

  test("a cancelled scenario is left out, and the others are fitted", async () => {
    const release = Promise.withResolvers<void>();
    const gate = async (batch: FakeBatch): Promise<void> => {
      if (isSmoke(batch)) await release.promise;
      else await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const limits = { ...PATIENT, togetherMs: 20, aloneMs: 20 };
    const run = await startDrive({ ...planned, lengthSeconds: 1 }, { gate }, undefined, undefined, limits);
    const ended = run.claimAndDrive();
    await run.seen((event) => event.type === "run.preparing");
    await run.send("cancel", { scenarioId: "simple" });
    await run.seen((event) => event.type === "scenario.cancelled");
    release.resolve();
    expect(await ended).toBe("finished");
    const { scenarios, sizesFitted } = await run.state();
    expect(scenarios.map(({ status }) => status)).toEqual(["cancelled", "complete", "complete"]);
    expect(sizesFitted?.failure).toBeNull();
  });
});
