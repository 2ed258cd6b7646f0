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

    test("[F5] what runs do while an exporter is off is not sent once it is on again; what was sent stays known", async () => {
      const exporter = randomUUID();
      const listed = async () => (await stores.exports.listExporters()).map((each) => each.exporter);
      const ofRun = async (runId: string) =>
        (await stores.exports.listOfRun(runId)).find((each) => each.exporter === exporter)?.sentSeq;
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const others = (await listed()).filter((each) => each !== exporter);
      const before = await createRun();
      await stores.exports.save(exporter, before, 1);

      // a process sends: another server without its variables must not end that
      await stores.exports.keepOn(others);
      expect(await listed()).toContain(exporter);
      await stores.exports.release(exporter, "me");
      await stores.exports.keepOn([...others, exporter]);
      expect(await listed()).toContain(exporter);

      await stores.exports.keepOn(others);
      expect(await listed()).not.toContain(exporter);
      const meanwhile = await createRun(new Date(Date.now() - 1_000).toISOString());
      await stores.exports.acquire(exporter, "me", LEASE_MS, REPORT);
      const after = await createRun(new Date(Date.now() + 1_000).toISOString());
      expect(await stores.exports.listPending(exporter, 10, meanwhile)).toEqual([]);
      expect(await stores.exports.listPending(exporter, 10, after)).toHaveLength(1);
      expect([await ofRun(before), await ofRun(meanwhile), await ofRun(after)]).toEqual([1, null, 0]);
      expect(await listed()).toContain(exporter);
    });
  });
}
