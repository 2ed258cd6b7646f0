import { afterAll, beforeAll, expect, test, describe } from "vitest";
import type { LogNotice } from "../../lib/core/ports/event-log.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { AT, buildSpec, buildTotals, logged, PRESENTER, progressed, RUNNER } from "../support/spec.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";

export type OpenStores = () => Promise<Stores>;
export const OWNER = {
  runnerId: "runner_test",
  machineId: "here",
  processSpace: "boot",
  pid: 1,
  processStartedAt: "then",
};

/** The contract of every event log adapter. */
export function describeEventLog(name: string, open: OpenStores): void {
  describe(`event log: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function startRun() {
      const runId = newId("run");
      await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
      const claim = await stores.ownership.claim(runId, OWNER);
      if (claim === null) throw new Error("the run cannot be claimed");
      return { runId, claim, writer: stores.log.openWriter(claim) };
    }

    test("[E3] facts are numbered 1, 2, 3 … without gaps and read back unchanged", async () => {
      const { runId, writer } = await startRun();
      const first = await writer.append({ events: [progressed(1), logged("two")] });
      const second = await writer.append({ events: [progressed(3)] });
      expect([first, second]).toEqual([
        { firstSeq: 2, lastSeq: 3 },
        { firstSeq: 4, lastSeq: 4 },
      ]);
      const events = await stores.log.read(runId, 0);
      expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
      expect(events[0]).toEqual({
        seq: 1,
        type: "run.queued",
        atMs: 0,
        at: AT,
        actor: PRESENTER,
        runId,
        spec: buildSpec(),
      });
      expect(events[1]).toEqual({ ...progressed(1), seq: 2 });
    });

    test("[E3] concurrent appends keep their order and have distinct numbers", async () => {
      const { runId, writer } = await startRun();
      const taken = await Promise.all(
        Array.from({ length: 50 }, (_, i) => writer.append({ events: [progressed(i), logged(`${i}`)] })),
      );
      expect(taken).toEqual(taken.map((_, i) => ({ firstSeq: 2 + 2 * i, lastSeq: 3 + 2 * i })));
      const texts = (await stores.log.read(runId, 1)).flatMap((event) =>
        event.type === "scenario.logged" ? [event.text] : [],
      );
      expect(texts).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`));
    });

    test("[F4] a read returns the facts after a seq, up to the limit", async () => {
      const { runId, writer } = await startRun();
      await writer.append({ events: [progressed(1), progressed(2), progressed(3)] });
      expect((await stores.log.read(runId, 2, 1)).map((event) => event.seq)).toEqual([3]);
      expect(await stores.log.read(runId, 4)).toEqual([]);
      expect(await stores.log.read("run_of_nobody", 0)).toEqual([]);
    });

    test("[E2] a runner that has lost its run cannot write", async () => {
      const { runId, claim, writer } = await startRun();
      await stores.ownership.release(claim);
      const next = await stores.ownership.claim(runId, OWNER);
      await expect(writer.append({ events: [progressed(1)] })).rejects.toMatchObject({ code: "stale-writer" });
      await expect(writer.append({ events: [progressed(1)] })).rejects.toMatchObject({ code: "stale-writer" });
      expect(await stores.log.read(runId, 1)).toEqual([]);
      expect(next?.epoch).toBe(claim.epoch + 1);
    });

    test("[E1] one append stores segments, checkpoints, snapshot and handled commands with its facts", async () => {
      const { runId, writer } = await startRun();
      const command = {
        id: newId("cmd"),
        runId,
        type: "pause",
        scenarioId: null,
        percent: null,
        force: false,
        fault: null,
        actor: PRESENTER,
      } as const;
      await stores.commands.add(command);
      const snapshot = await stores.log.readState(runId);
      const result = {
        index: 0,
        ok: false,
        error: 'a "quote", a \\ and a { brace }',
        values: { tp: 1 },
        samples: { ms: [1.5] },
        outcome: "ünusual",
      };
      const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 1, durationMs: 2.5, results: [result] };
      const checkpoint = {
        scenarioId: "simple",
        attempt: 1,
        percent: 50,
        kind: "milestone",
        doneRanges: [[0, 5]],
        elapsedMs: 12.5,
        quality: null,
      } as const;
      await writer.append({
        events: [progressed(5)],
        segments: [segment],
        checkpoints: [checkpoint],
        milestones: [{ percent: 50, statuses: { simple: { status: "running", itemsDone: 5, quality: 0.9 } } }],
        ...(snapshot === null ? {} : { snapshot }),
        handledCommandIds: [command.id],
      });
      expect(await stores.log.readSegments(runId, "simple")).toEqual([segment]);
      expect(await stores.log.readSegments(runId, "medium")).toEqual([]);
      expect(await stores.log.readCheckpoints(runId)).toEqual([{ ...checkpoint, createdAt: expect.any(String) }]);
      expect(await stores.log.readSnapshot(runId)).toEqual(snapshot);
      expect(await stores.log.readSnapshot(runId, 0)).toBeNull();
      expect(await stores.commands.pending(runId)).toEqual([]);
    });

    test("[F5] batches and the results that used tokens are read by the fact that they were stored with", async () => {
      const { runId, writer } = await startRun();
      const result = { index: 0, ok: true, error: null, values: { input_tokens: 5 }, samples: {}, outcome: "ham" };
      const call = { ...result, call: { batch: { fromItem: 0, toItem: 2, startMs: 1.5 }, finishedMs: 12.25 } };
      const plain = { ...result, index: 1, values: {} };
      const batch = { fromItem: 0, toItem: 2, pid: 4_711, startMs: 1.5, endMs: 20.25, ending: "done" } as const;
      const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 2, durationMs: 2.5 };
      await writer.append({ events: [progressed(1)], segments: [{ ...segment, results: [call], batches: [] }] });
      await writer.append({ events: [progressed(2)], segments: [{ ...segment, results: [plain], batches: [batch] }] });
      await writer.append({ events: [progressed(2)], segments: [{ ...segment, results: [plain] }] });
      const [first, second, third] = await stores.log.readTimedSegments(runId, 0, 4);
      const of = { scenarioId: "simple", attempt: 1, id: expect.any(Number) };
      expect([first, second, third]).toEqual([
        { ...of, seq: 2, batches: [], calls: [call] },
        { ...of, seq: 3, batches: [batch], calls: [] },
        { ...of, seq: 4, batches: [], calls: [] },
      ]);
      expect(await stores.log.readTimedSegments(runId, first?.id ?? 0, 3)).toEqual([second]);
      expect(await stores.log.readSegments(runId, "simple")).toHaveLength(3);
    });

    test("[E3] the state from a snapshot and later facts equals the fold of all facts", async () => {
      const { runId, writer } = await startRun();
      const started = { atMs: 1, at: AT, actor: RUNNER } as const;
      await writer.append({
        events: [
          { type: "run.started", ...started },
          { type: "scenario.started", ...started, scenarioId: "simple", attempt: 1 },
        ],
      });
      const snapshot = await stores.log.readState(runId);
      await writer.append({ events: [progressed(2)], ...(snapshot === null ? {} : { snapshot }) });
      await writer.append({ events: [progressed(4)] });
      const state = await stores.log.readState(runId);
      expect(state?.lastSeq).toBe(5);
      expect(state?.scenarios[0]?.totals.itemsDone).toBe(4);
      expect(await stores.log.readState("run_of_nobody")).toBeNull();
    });

    test("[K1] lists show status, progress and quality of the last facts", async () => {
      const { runId, writer } = await startRun();
      const stamp = { at: AT, actor: RUNNER };
      await writer.append({
        events: [{ type: "run.started", atMs: 0, ...stamp }, progressed(3, 10), progressed(4, 20)],
        status: "running",
      });
      expect(await stores.runs.get(runId)).toMatchObject({
        status: "running",
        itemsDone: [4, 0],
        quality: [0.9, null],
        startedAt: AT,
        runMs: 20,
        lastSeq: 4,
      });
      const results = { scenarios: [], partial: true, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT };
      const completed = {
        type: "scenario.completed",
        atMs: 30,
        ...stamp,
        scenarioId: "simple",
        totals: buildTotals(10),
      } as const;
      const finished = {
        type: "run.finished",
        atMs: 31,
        ...stamp,
        status: "partial",
        results,
        diagnosis: null,
      } as const;
      await writer.append({ events: [completed, finished] });
      expect(await stores.runs.get(runId)).toMatchObject({
        status: "partial",
        itemsDone: [10, 0],
        finishedAt: AT,
        runMs: 31,
      });
    });

    test("[G20] lists show the sizes that a run was fitted to, and its state has them", async () => {
      const { runId, writer } = await startRun();
      const scenarios = [
        { scenarioId: "simple", items: 4, plannedItems: 10, msPerItem: 12.5 },
        { scenarioId: "medium", items: 12, plannedItems: 30, msPerItem: null },
      ];
      const fitted = { type: "run.sizes-fitted", lengthSeconds: 60, scenarios, failure: null } as const;
      await writer.append({ events: [{ ...fitted, atMs: 0, at: AT, actor: RUNNER }] });
      expect((await stores.runs.get(runId))?.items).toEqual([4, 12]);
      const state = await stores.log.readState(runId);
      expect(state?.spec.scenarios.map(({ items }) => items)).toEqual([4, 12]);
      expect(state?.sizesFitted).toEqual({ lengthSeconds: 60, scenarios, failure: null });
      await writer.append({ events: [progressed(3, 10)] });
      expect(await stores.runs.get(runId)).toMatchObject({ items: [4, 12], itemsDone: [3, 0] });
    });

    test("[K1] [D2] a new attempt that keeps no item has no quality in lists", async () => {
      const { runId, writer } = await startRun();
      await writer.append({ events: [progressed(3, 10)] });
      const retried = {
        type: "scenario.retried",
        atMs: 20,
        at: AT,
        actor: PRESENTER,
        scenarioId: "simple",
        attempt: 2,
        reason: "presenter",
        load: { batchSize: 10, concurrency: 1 },
        totals: { ...buildTotals(0), quality: null },
      } as const;
      await writer.append({ events: [retried] });
      expect(await stores.runs.get(runId)).toMatchObject({ itemsDone: [0, 0], quality: [null, null] });
    });

    test("[A12] a stage fact needs no claim, and is numbered with the runner's facts", async () => {
      const { runId, writer } = await startRun();
      const refused = {
        type: "command.refused",
        atMs: 5,
        at: AT,
        actor: PRESENTER,
        commandId: "cmd_1",
        command: "advance",
        scenarioId: null,
        percent: 50,
        code: "already-ended",
        message: "over",
      } as const;
      const [stage] = await Promise.all([
        stores.log.appendStageFact(runId, refused),
        writer.append({ events: [progressed(1), progressed(2)] }),
      ]);
      const events = await stores.log.read(runId, 0);
      expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
      expect(events[stage.seq - 1]).toEqual({ ...refused, seq: stage.seq });
      await expect(stores.log.appendStageFact("run_of_nobody", refused)).rejects.toThrow("run_of_nobody");
    });

    test("[F1] a subscriber is notified of the last fact of a burst, and of heartbeats", async () => {
      const { runId, claim, writer } = await startRun();
      const notices: LogNotice[] = [];
      const unsubscribe = await stores.log.subscribe((notice) => notices.push(notice));
      for (let i = 0; i < 30; i++) await writer.append({ events: [progressed(i)] });
      await stores.ownership.renew([claim]);
      await expect.poll(() => notices, { timeout: 10_000 }).toContainEqual({ kind: "events", runId, seq: 31 });
      await expect.poll(() => notices, { timeout: 10_000 }).toContainEqual({ kind: "heartbeat", runId });
      await unsubscribe();
    });

    test("[D1] any text printed by a skill can be stored", async () => {
      const { runId, writer } = await startRun();
      await writer.append({
        events: [logged("zero \0 and half \ud800 a pair"), logged("\\u0000 stays"), logged('{"a":[1,"}"]}')],
      });
      const texts = (await stores.log.read(runId, 1)).flatMap((event) =>
        event.type === "scenario.logged" ? [event.text] : [],
      );
      expect(texts.slice(1)).toEqual(["\\u0000 stays", '{"a":[1,"}"]}']);
      expect(texts[0]).toContain("and half");
    });
  });
}
