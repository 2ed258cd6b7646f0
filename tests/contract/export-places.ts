import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { buildSpec, PRESENTER } from "../support/spec.ts";
import type { OpenStores } from "./event-log.ts";

const LEASE_MS = 60_000;
const REPORT = { sent: 3, refused: 1, failures: 0, fault: null };

/** The contract of the places up to which runs have been sent. */
export function describeExportPlaces(name: string, open: OpenStores): void {
  describe(`export places: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function createRun(at = new Date().toISOString()): Promise<string> {
      const runId = newId("run");
      await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at });
      return runId;
    }

    test("[F5] one process at a time sends for an exporter", async () => {
      const exporter = randomUUID();
      expect(await stores.exports.acquire(exporter, "first", LEASE_MS, REPORT)).toBe(true);
      expect(await stores.exports.acquire(exporter, "second", LEASE_MS, REPORT)).toBe(false);
      expect(await stores.exports.acquire(exporter, "first", LEASE_MS, REPORT)).toBe(true);
      await stores.exports.release(exporter, "second");
      expect(await stores.exports.acquire(exporter, "second", LEASE_MS, REPORT)).toBe(false);
      await stores.exports.release(exporter, "first");
      expect(await stores.exports.acquire(exporter, "second", LEASE_MS, REPORT)).toBe(true);
    });

    test("[F5] a lease that has run out is free", async () => {
      const exporter = randomUUID();
      await stores.exports.acquire(exporter, "first", 0, REPORT);
      await expect.poll(() => stores.exports.acquire(exporter, "second", LEASE_MS, REPORT)).toBe(true);
    });

    test("[F5] runs since the first use are pending until all of their facts are sent", async () => {
      const exporter = randomUUID();
      const earlier = await createRun("2020-01-01T00:00:00.000Z");
      expect(await stores.exports.listPending(exporter, 10)).toEqual([]);
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const first = await createRun();
      const second = await createRun();
      const pending = (runId: string) => ({ runId, sentSeq: 0, lastSeq: 1 });
      const listed = async () =>
        (await stores.exports.listPending(exporter, 10)).filter(({ runId }) =>
          [earlier, first, second].includes(runId),
        );
      expect(await listed()).toEqual([pending(first), pending(second)]);
      expect(await stores.exports.listPending(exporter, 10, second)).toEqual([pending(second)]);
      expect(await stores.exports.listPending(exporter, 1)).toHaveLength(1);
      await stores.exports.save(exporter, first, 1);
      await stores.exports.save(exporter, first, 0);
      await stores.exports.save(exporter, "run_that_is_gone", 1);
      expect(await listed()).toEqual([pending(second)]);
      const state = (await stores.exports.listExporters()).find((each) => each.exporter === exporter);
      expect(state).toMatchObject({ isRunning: true, report: REPORT, pendingRuns: 1 });
      expect(Date.now() - Date.parse(state?.since ?? "")).toBeLessThan(600_000);
    });

    test("[F5] each exporter says how far it has sent a run, and where it is found there", async () => {
      const exporter = randomUUID();
      const ofRun = async (runId: string) =>
        (await stores.exports.listOfRun(runId)).find((each) => each.exporter === exporter);
      const earlier = await createRun("2020-01-01T00:00:00.000Z");
      expect(await ofRun(earlier)).toBeUndefined();
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const runId = await createRun();
      expect(await ofRun(runId)).toMatchObject({ sentSeq: 0, lastSeq: 1, project: null, isRunning: true });
      await stores.exports.locate(exporter, "project-7");
      await stores.exports.save(exporter, runId, 1);
      expect(await ofRun(runId)).toMatchObject({ sentSeq: 1, lastSeq: 1, project: "project-7", report: REPORT });
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      expect((await ofRun(earlier))?.sentSeq).toBeNull();
      expect((await ofRun(earlier))?.project).toBe("project-7");
      expect(await stores.exports.listOfRun("run_that_is_gone")).toEqual([]);
    });

    test("[F5] runs that are created while an exporter is off are never sent; those before and after are", async () => {
      const exporter = randomUUID();
      const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
      const listed = async () => (await stores.exports.listExporters()).map((each) => each.exporter);
      const others = await listed();
      const configure = (names: readonly string[], seconds: number) => stores.exports.configure(names, at(seconds));
      const ofRun = async (runId: string) =>
        (await stores.exports.listOfRun(runId)).find((each) => each.exporter === exporter)?.sentSeq;
      await configure([...others, exporter], -100);
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const [sent, waiting] = [await createRun(at(-90)), await createRun(at(-80))];
      await stores.exports.save(exporter, sent, 1);

      // a process sends: another server without its variables must not end that
      expect(await configure(others, -70)).toBe(true);
      expect(await listed()).toContain(exporter);
      await stores.exports.release(exporter, "me");
      expect(await configure([...others, exporter], -60)).toBe(false);
      expect(await listed()).toContain(exporter);

      expect(await configure(others, -50)).toBe(false);
      expect(await configure(others, -30)).toBe(false);
      expect(await listed()).not.toContain(exporter);
      const meanwhile = await createRun(at(-40));
      await configure([...others, exporter], -20);
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const after = await createRun(at(-10));
      const pending = async (runId: string) =>
        (await stores.exports.listPending(exporter, 10, runId)).map(({ sentSeq }) => sentSeq);
      expect([await pending(waiting), await pending(meanwhile), await pending(after)]).toEqual([[0], [], [0]]);
      expect(await Promise.all([sent, waiting, meanwhile, after].map(ofRun))).toEqual([1, 0, null, 0]);
      expect(await listed()).toContain(exporter);
    });

    test("[F5] runs count from the configuration on, whenever the process that sends begins", async () => {
      const exporter = randomUUID();
      const all = async () => (await stores.exports.listExporters()).map((each) => each.exporter);
      await stores.exports.configure([...(await all()), exporter], new Date(Date.now() - 1_000).toISOString());
      const runId = await createRun();
      const state = (await stores.exports.listExporters()).find((each) => each.exporter === exporter);
      expect(state).toMatchObject({ isRunning: false, pendingRuns: expect.any(Number) });
      await stores.exports.configure(await all(), new Date(Date.now() + 60_000).toISOString());
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      expect(await stores.exports.listPending(exporter, 10, runId)).toEqual([{ runId, sentSeq: 0, lastSeq: 1 }]);
    });

    test("[F5] a request of an experiment makes no older run one that is to be sent", async () => {
      const exporter = randomUUID();
      const earlier = await createRun("2020-01-01T00:00:00.000Z");
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      await stores.experiments.request(exporter, earlier, new Date().toISOString());
      const ofRun = (await stores.exports.listOfRun(earlier)).find((each) => each.exporter === exporter);
      expect(ofRun?.sentSeq).toBeNull();
    });
  });
}
