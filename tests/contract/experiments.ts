import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Experiment } from "../../lib/core/ports/experiments.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { buildSpec, PRESENTER } from "../support/spec.ts";
import type { OpenStores } from "./event-log.ts";

const EARLY = "2026-05-01T10:00:00.000Z";
const LATE = "2026-05-01T11:00:00.000Z";
const FRESH: Experiment = { status: "requested", requestedAt: EARLY, sent: 0, total: null, fault: null };

/** The contract of requests to send the judge's answers of a run. */
export function describeExperiments(name: string, open: OpenStores): void {
  describe(`experiments: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function createRun(): Promise<string> {
      const runId = newId("run");
      await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: new Date().toISOString() });
      return runId;
    }

    test("[F5] a request is stored once, wakes who follows the log, and is listed until it is done", async () => {
      const exporter = randomUUID();
      const [first, second] = [await createRun(), await createRun()];
      const woken: string[] = [];
      const unsubscribe = await stores.log.subscribe((notice) => {
        if (notice.kind === "events") woken.push(notice.runId);
      });
      expect(await stores.experiments.find(exporter, first)).toBeNull();
      expect(await stores.experiments.request(exporter, second, LATE)).toBe(true);
      expect(await stores.experiments.request(exporter, first, EARLY)).toBe(true);
      expect(await stores.experiments.request(exporter, first, LATE)).toBe(false);
      await expect.poll(() => woken).toEqual(expect.arrayContaining([first, second]));
      await unsubscribe();
      const requested = { runId: first, experiment: FRESH };
      expect(await stores.experiments.listRequested(exporter)).toEqual([
        requested,
        { runId: second, experiment: { ...FRESH, requestedAt: LATE } },
      ]);
      await stores.experiments.save(exporter, second, { ...FRESH, status: "sent", sent: 3, total: 3 });
      expect(await stores.experiments.listRequested(exporter)).toEqual([requested]);
      expect(await stores.experiments.listRequested("another")).toEqual([]);
    });

    test("[F5] what has ended can be requested again, with its progress from the start", async () => {
      const exporter = randomUUID();
      const runId = await createRun();
      await stores.experiments.request(exporter, runId, LATE);
      const failed: Experiment = {
        status: "failed",
        requestedAt: LATE,
        sent: 10,
        total: 30,
        fault: { status: 400, since: LATE },
      };
      await stores.experiments.save(exporter, runId, failed);
      expect(await stores.experiments.find(exporter, runId)).toEqual(failed);
      expect(await stores.experiments.request(exporter, runId, EARLY)).toBe(true);
      expect(await stores.experiments.find(exporter, runId)).toEqual(FRESH);
    });

    test("[F5] a request does not count as sent facts, and one for an unknown run is not stored", async () => {
      const exporter = randomUUID();
      await stores.exports.acquire(exporter, "me", 60_000, { sent: 0, refused: 0, failures: 0, fault: null });
      const runId = await createRun();
      await stores.experiments.request(exporter, runId, EARLY);
      expect(await stores.exports.listPending(exporter, 10, runId)).toEqual([{ runId, sentSeq: 0, lastSeq: 1 }]);
      expect(await stores.experiments.request(exporter, "run_that_is_gone", EARLY)).toBe(false);
      await stores.experiments.save(exporter, "run_that_is_gone", FRESH);
      expect(await stores.experiments.find(exporter, "run_that_is_gone")).toBeNull();
    });
  });
}
