import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UnstampedFact } from "../../lib/core/decide/decision.ts";
import { newId } from "../../lib/ids.ts";
import { Recorder } from "../../lib/runner/drive/recorder.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { appendForeign, foldUpTo, readSnapshots } from "../support/foreign-facts.ts";
import { AT, buildSpec, PRESENTER, RUNNER } from "../support/spec.ts";
import { OWNER, type OpenStores } from "./event-log.ts";

const line: UnstampedFact = { type: "scenario.logged", scenarioId: "simple", level: "info", text: "line" };

/** The contract of a runner's recorder on a log that web also writes to. */
export function describeOtherWriters(name: string, open: OpenStores): void {
  describe(`a recorder beside other writers: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    test("[E1][E3] its state and every checkpoint are the fold of the log", async () => {
      const { log, ownership, runs } = stores;
      const runId = newId("run");
      await runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
      const claim = await ownership.claim(runId, OWNER);
      const state = await log.readState(runId);
      if (claim === null || state === null) throw new Error("the run cannot be claimed");
      const failures: unknown[] = [];
      const recorder = new Recorder({
        writer: log.openWriter(claim),
        log,
        clock: { nowMs: () => 0, start: () => undefined, wallTime: () => AT },
        runner: RUNNER,
        state,
        takeSegments: () => [],
        onLogFailed: (error) => failures.push(error),
      });
      let writing = true;
      async function writeForeign(): Promise<number> {
        for (let count = 0; ; count += 1) {
          if (!writing) return count;
          await appendForeign(log, runId, count);
          await delay(1);
        }
      }
      const foreign = writeForeign();
      for (let round = 1; round <= 60; round += 1) {
        recorder.record([line]);
        recorder.record(Array.from({ length: round }, () => line));
        if (round % 20 === 0) await recorder.snapshot();
        await delay(2);
      }
      writing = false;
      const foreignCount = await foreign;
      recorder.record([line]);
      await recorder.snapshot();
      await recorder.settled();
      const events = await log.read(runId, 0);
      expect(foreignCount).toBeGreaterThan(10);
      expect(events).toHaveLength(1 + 60 + (60 * 61) / 2 + 1 + foreignCount);
      expect(recorder.state).toEqual(await foldUpTo(log, runId, events.length));
      const snapshots = await readSnapshots(log, runId);
      expect(snapshots.length).toBeGreaterThanOrEqual(4);
      for (const snapshot of snapshots) expect(snapshot).toEqual(await foldUpTo(log, runId, snapshot.lastSeq));
      expect(failures).toEqual([]);
    });
  });
}
