import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsForCancel } from "../../lib/core/decide/cancel-queued.ts";
import type { RunnerNotice } from "../../lib/core/ports/runner-presence.ts";
import { DURATION_BOUNDS, MAX_WORKER_SLOTS } from "../../lib/core/ports/process-figures.ts";
import { countEach } from "../../lib/store/runs/survey-runs.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";
import { AT, buildSpec, logged, PRESENTER } from "../support/spec.ts";
import { OWNER, type OpenStores } from "./event-log.ts";

const FINISHED = {
  type: "run.finished",
  atMs: 1,
  at: AT,
  actor: PRESENTER,
  status: "complete",
  results: { scenarios: [], partial: false, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT },
  diagnosis: null,
} as const;

/** The contract of runs that wait for a runner, and of the runners' announcements. */
export function describeQueuedRuns(name: string, open: OpenStores): void {
  describe(`queued runs: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function createRun(at = AT): Promise<string> {
      const runId = newId("run");
      await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at });
      return runId;
    }

    /** Cancels the run as its state was at the call. */
    async function prepareCancel(runId: string, id = "click") {
      const state = await stores.log.readState(runId);
      if (state === null) throw new Error("no such run");
      const rest = { scenarioId: null, percent: null, force: false, fault: null, actor: PRESENTER };
      const command = { id, runId, type: "cancel", ...rest } as const;
      await stores.commands.add(command);
      const append = { events: factsForCancel(state, command, AT), handledCommandIds: [id] };
      return () => stores.log.finishUnclaimed(runId, state.lastSeq, append);
    }

    test("[A9] a run that no runner owns is ended in one statement, with its command and its columns", async () => {
      const runId = await createRun();
      const cancel = await prepareCancel(runId);
      expect(await cancel()).toBe(true);
      expect(await stores.log.readState(runId)).toMatchObject({ status: "cancelled", lastSeq: 5, finishedAt: AT });
      expect(await stores.runs.get(runId)).toMatchObject({ status: "cancelled", lastSeq: 5 });
      expect(await stores.commands.pending(runId)).toEqual([]);
      expect(await stores.ownership.claim(runId, OWNER)).toBeNull();
      expect(await cancel()).toBe(false);
    });

    test("[A9] a run with a runner, or with later facts, is left alone", async () => {
      const owned = await createRun();
      const cancelOwned = await prepareCancel(owned);
      await stores.ownership.claim(owned, OWNER);
      expect(await cancelOwned()).toBe(false);
      expect(await stores.log.read(owned, 1)).toEqual([]);

      const changed = await createRun();
      const cancelChanged = await prepareCancel(changed);
      await stores.log.appendStageFact(changed, logged("in between"));
      expect(await cancelChanged()).toBe(false);
      expect(await stores.log.read(changed, 2)).toEqual([]);
    });

    test("[A9] of a claim and a cancel at the same moment exactly one succeeds", async () => {
      for (let round = 0; round < 20; round += 1) {
        const runId = await createRun();
        const cancel = await prepareCancel(runId, `click_${round}`);
        const claims = () => stores.ownership.claim(runId, OWNER);
        const [first, second] = await Promise.all(round % 2 === 0 ? [cancel(), claims()] : [claims(), cancel()]);
        const isCancelled = first === true || second === true;
        const isClaimed = [first, second].some((outcome) => typeof outcome === "object" && outcome !== null);
        expect([isCancelled, isClaimed].filter(Boolean)).toHaveLength(1);
        expect((await stores.runs.get(runId))?.status).toBe(isCancelled ? "cancelled" : "queued");
      }
    });

    test("[E2] a writer of an expired claim cannot write to a run that was cancelled", async () => {
      const runId = await createRun();
      const claim = await stores.ownership.claim(runId, OWNER);
      if (claim === null) throw new Error("not claimed");
      const writer = stores.log.openWriter(claim);
      await stores.ownership.release(claim);
      expect(await (await prepareCancel(runId))()).toBe(true);
      await expect(writer.append({ events: [logged("late")] })).rejects.toMatchObject({ code: "stale-writer" });
    });

    test("[A1] the queue before a run is the runs created before it that no runner owns", async () => {
      const [first, second, third] = [
        await createRun("2020-01-01T00:00:00.000Z"),
        await createRun("2020-01-01T00:00:01.000Z"),
        await createRun("2020-01-01T00:00:02.000Z"),
      ];
      const before = (runId: string) => stores.runs.findQueuedBefore(runId, 10);
      expect([await before(first), await before(second), await before(third)]).toEqual([[], [first], [first, second]]);
      expect(await stores.runs.findQueuedBefore(third, 1)).toEqual([first]);
      await stores.ownership.claim(first, OWNER);
      expect(await before(third)).toEqual([second]);
      await (
        await prepareCancel(second)
      )();
      expect(await before(third)).toEqual([]);
    });

    test("[E2] runs that only wait are found apart from the others", async () => {
      const [queued, held] = [await createRun(), await createRun()];
      const claim = await stores.ownership.claim(held, OWNER);
      if (claim === null) throw new Error("not claimed");
      await stores.log.openWriter(claim).append({ events: [logged("holds")], status: "holding" });
      expect(await stores.ownership.findUnowned("waiting")).not.toContain(held);
      await stores.ownership.release(claim);
      expect(await stores.ownership.findUnowned("waiting")).toEqual([held]);
      expect(await stores.ownership.findUnowned()).toEqual(expect.arrayContaining([queued, held]));
    });

    test("[M8] the announcements of runners arrive", async () => {
      const heard: RunnerNotice[] = [];
      const unsubscribe = await stores.runners.subscribe((notice) => heard.push(notice));
      await stores.runners.announce({ runnerId: "runner_a", free: 3 });
      await stores.runners.announce({ runnerId: "runner_a", free: null });
      await expect
        .poll(() => heard)
        .toEqual([
          { runnerId: "runner_a", free: 3 },
          { runnerId: "runner_a", free: null },
        ]);
      await unsubscribe();
    });

    test("[F5] the figures of a runner arrive whole, with every slot taken too", async () => {
      const heard: RunnerNotice[] = [];
      const unsubscribe = await stores.runners.subscribe((notice) => heard.push(notice));
      const durations = {
        counts: Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 4_000_000_000),
        sumSeconds: 123_456_789.012_345_6,
      };
      const workerBytes = Array.from({ length: MAX_WORKER_SLOTS }, (_, index) => (index === 1 ? null : 64_000_000_000));
      const process = { startedAt: 1.5, cpuSeconds: 2.25, residentBytes: 3, heapUsedBytes: 4 };
      const appends = { eventLoopDelay: durations, appends: durations, appendsPending: 5, appendFailures: 6 };
      const figures = { ...process, ...appends, runs: 7, workers: 40, workerBytes, otherWorkerBytes: 8 };
      await stores.runners.announce({ runnerId: "runner_f", free: 3, figures });
      await expect.poll(() => heard).toEqual([{ runnerId: "runner_f", free: 3, figures }]);
      await unsubscribe();
    });

    test("[F5] a survey counts all runs, and names the newest of those that go on and that have ended", async () => {
      const fresh = await open();
      const add = async (second: number, status: "queued" | "running" | "complete") => {
        const runId = newId("run");
        const at = new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString();
        await fresh.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at });
        if (status === "queued") return runId;
        const claim = await fresh.ownership.claim(runId, OWNER);
        if (claim === null) throw new Error("not claimed");
        const facts = status === "complete" ? [FINISHED] : [logged("runs")];
        await fresh.log.openWriter(claim).append({ events: facts, status });
        return runId;
      };
      const ended = [await add(1, "complete"), await add(2, "complete"), await add(3, "complete")];
      const active = [await add(4, "running"), await add(5, "queued"), await add(6, "queued")];
      await fresh.ownership.claim(active[2] ?? "", OWNER);
      const rest = { scenarioId: null, percent: null, force: false, fault: null, actor: PRESENTER };
      await fresh.commands.add({ id: "late", runId: ended[0] ?? "", type: "cancel", ...rest });
      await fresh.commands.add({ id: "click", runId: active[0] ?? "", type: "cancel", ...rest });
      expect(await fresh.runs.survey({ active: 2, ended: 2 })).toEqual({
        byStatus: { ...countEach(() => 0), queued: 2, running: 1, complete: 3 },
        waitingRuns: 1,
        waitingCommands: 1,
        unended: 3,
        active: [
          { id: active[2], lastSeq: 1 },
          { id: active[1], lastSeq: 1 },
        ],
        ended: [
          { id: ended[2], lastSeq: 2 },
          { id: ended[1], lastSeq: 2 },
        ],
      });
      await fresh.close();
    });
  });
}
