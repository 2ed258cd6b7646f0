import { describe, expect, test } from "vitest";
import type { BatchOutcome, SkillWorker, WorkerListener } from "../../lib/core/ports/skill-host.ts";
import { Crew } from "../../lib/runner/crew/crew.ts";
import { createMeasure } from "../../lib/runner/crew/measure.ts";
import { createScenarioTally } from "../../lib/runner/crew/scenario-tally.ts";
import { echoRequest } from "../support/echo-request.ts";
import type { FakeBehaviour } from "../support/fake-skill-host.ts";
import { startDrive } from "./drive-harness.ts";

const MADE_TO_FAIL = "Fault button: this batch was made to fail.";
const free = { sync: "free-running", milestones: [] } as const;

/** A run whose first scenario waits in its second batch until the gate opens; all its items may fail. */
async function startGated(behaviour: FakeBehaviour = {}) {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const run = await startDrive(
    { ...free, items: [2_000, 10], scenario: { errorTolerance: 1 } },
    {
      ...behaviour,
      gate: async ({ request, fromItem }) => {
        if (request.scenarioId === "simple" && fromItem === 10) await gate;
        else await new Promise((resolve) => setImmediate(resolve));
      },
    },
  );
  const driving = run.claimAndDrive();
  await run.seen((event) => event.type === "scenario.progressed" && event.scenarioId === "simple");
  return { run, open, driving };
}

/** From here on every batch of the first scenario fails. */
async function startFailing() {
  const { run, open, driving } = await startGated();
  await run.send("fault", { scenarioId: "simple", fault: "fail" });
  await run.seen((event) => event.type === "fault.injected");
  open();
  await run.seen((event) => event.type === "batch.failed" && event.fromItem === 20);
  return { run, driving };
}

describe("a run under the fault button", () => {
  test("[D9] while every batch fails, commands are still handled: the fault can be ended", async () => {
    const { run, driving } = await startFailing();
    await run.send("fault", { scenarioId: "simple" });
    await driving;
    expect(await run.eventsOf("fault.ended")).toHaveLength(1);
    const [simple] = (await run.state()).scenarios;
    expect(simple?.status).toBe("complete");
    expect(simple?.totals.itemsOk).toBeGreaterThan(1_000);
    expect((await run.eventsOf("batch.failed")).every(({ message }) => message === MADE_TO_FAIL)).toBe(true);
  });

  test("[D9][A9] while every batch fails, a cancel is still handled", async () => {
    const { run, driving } = await startFailing();
    await run.send("cancel", { scenarioId: "simple" });
    await driving;
    expect((await run.state()).scenarios[0]?.status).toBe("cancelled");
  });

  test("[D9][D1] harm that fails is logged, and the run continues", async () => {
    const { run, open, driving } = await startGated({ harmError: () => "spawn EAGAIN" });
    await run.send("fault", { id: "click_1", scenarioId: "simple", fault: "memory" });
    const warning = await run.seen((event) => event.type === "scenario.logged" && event.level === "warn");
    expect(warning).toMatchObject({
      scenarioId: "simple",
      text: expect.stringMatching(/^Fault button: "memory" could not be applied \(worker process \d+\): spawn EAGAIN$/),
    });
    const [injected] = await run.eventsOf("fault.injected");
    expect(injected?.seq).toBeLessThan(warning.seq);
    open();
    expect(await driving).toBe("finished");
    expect((await run.state()).status).toBe("complete");
    expect(await run.stores.commands.pending(run.runId)).toEqual([]);
  });
});

/** A crew of one worker with a controlled batch. */
async function startCrew() {
  let listener: WorkerListener | null = null;
  let finish: (outcome: BatchOutcome) => void = () => undefined;
  let nowMs = 0;
  const worker: SkillWorker = {
    pid: 1,
    alive: true,
    memoryMb: () => null,
    cpuWaitMs: () => null,
    disturb: () => undefined,
    end: async () => undefined,
    runBatch: (_, given) => {
      listener = given;
      return new Promise((resolve) => (finish = resolve));
    },
  };
  const measure = createMeasure([]);
  const crew = new Crew({
    host: { start: async () => worker },
    request: echoRequest(),
    tally: createScenarioTally({ scenarioId: "simple", attempt: 1, items: 10, measure }),
    measure,
    listener: { onChange: () => undefined, onLog: () => undefined, onNote: () => undefined },
    nowMs: () => nowMs,
    fault: null,
  });
  await crew.addWorkers(1);
  crew.startBatch(0, 4);
  return {
    crew,
    finish: () => finish({ ok: true }),
    at: (ms: number) => void (nowMs = ms),
    item: (index: number) =>
      listener?.onItem({ index, ok: true, error: null, values: {}, samples: {}, outcome: "right" }),
  };
}

describe("a running batch that is made to fail", () => {
  test("[D9] does not stall while its skill reports items, although they do not count", async () => {
    const { crew, item, at } = await startCrew();
    crew.disturb("fail");
    at(9_000);
    item(0);
    expect(crew.work).toMatchObject({ inFlight: [{ aliveAtMs: 9_000 }], done: { size: 0 }, lastFinishedMs: null });
    await crew.end();
  });

  test("[D9] that hangs and is ended counts as failed by the button, not by the skill", async () => {
    const { crew } = await startCrew();
    crew.disturb("fail");
    crew.endBatch({ fromItem: 0, toItem: 4, kind: "timeout", message: "Nothing was finished for 20 s." });
    expect(crew.work.unreported).toMatchObject([{ fromItem: 0, toItem: 4, kind: "exception", message: MADE_TO_FAIL }]);
    await crew.end();
  });
});
