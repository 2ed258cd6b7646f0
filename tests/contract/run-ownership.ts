import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";
import { OWNER, type OpenStores } from "./event-log.ts";
import { EMPTY_JUDGEMENT } from "../support/judgement.ts";

const finished = {
  type: "run.finished",
  atMs: 1,
  at: AT,
  actor: PRESENTER,
  status: "complete",
  results: { scenarios: [], partial: false, timePerItemRatio: null, judgement: EMPTY_JUDGEMENT },
  diagnosis: null,
} as const;
const stamp = { atMs: 1, at: AT, actor: PRESENTER } as const;
const resumed = { type: "scenario.resumed", ...stamp, scenarioId: "simple" } as const;
const recovered = { type: "run.recovered", ...stamp, epoch: 3, runner: "r", crashes: 0, downtimeMs: 0 } as const;
const batchFailed = {
  type: "batch.failed",
  ...stamp,
  scenarioId: "simple",
  fromItem: 0,
  toItem: 1,
  kind: "exception",
  message: "boom",
  tries: 1,
  next: "automatic",
  retryAtMs: 2,
} as const;
const click = { scenarioId: null, percent: null, force: false, fault: null, actor: PRESENTER } as const;
const HERE = { machineId: "here", processSpace: "boot" };
const OTHER = { runnerId: "runner_other", machineId: "there", processSpace: "boot", pid: 2, processStartedAt: "then" };

/** The contract of leases and epochs. */
export function describeRunOwnership(name: string, open: OpenStores): void {
  describe(`run ownership: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function createRun(): Promise<string> {
      const runId = newId("run");
      await stores.runs.create({ id: runId, spec: buildSpec(), actor: PRESENTER, at: AT });
      return runId;
    }

    test("[M8] of concurrent claims exactly one succeeds", async () => {
      const runId = await createRun();
      const claims = await Promise.all([1, 2, 3, 4].map((pid) => stores.ownership.claim(runId, { ...OWNER, pid })));
      expect(claims.filter((claim) => claim !== null)).toEqual([{ runId, epoch: 1, crashes: 0, downtimeMs: null }]);
      expect(await stores.ownership.claim("run_of_nobody", OWNER)).toBeNull();
    });

    test("[O5] releasing a run does not count as a crash", async () => {
      const runId = await createRun();
      const first = await stores.ownership.claim(runId, OWNER);
      if (first === null) throw new Error("not claimed");
      await stores.ownership.release(first);
      expect(await stores.ownership.claim(runId, OTHER)).toMatchObject({
        epoch: 2,
        crashes: 0,
        downtimeMs: expect.any(Number),
      });
    });

    test("[E2] the lease of a dead process of this machine ends at once, and the next claim counts the crash", async () => {
      const runId = await createRun();
      const elsewhere = await createRun();
      await stores.ownership.claim(runId, OWNER);
      await stores.ownership.claim(elsewhere, OTHER);
      expect(await stores.ownership.endLeasesOfDeadProcesses(HERE, () => true)).toEqual([]);
      expect(await stores.ownership.claim(runId, OTHER)).toBeNull();
      expect(
        await stores.ownership.endLeasesOfDeadProcesses(HERE, (pid, startedAt) => pid !== 1 || startedAt !== "then"),
      ).toContain(runId);
      expect(await stores.ownership.findUnowned()).toContain(runId);
      expect(await stores.ownership.findUnowned()).not.toContain(elsewhere);
      expect(await stores.ownership.claim(runId, OTHER)).toMatchObject({ epoch: 2, crashes: 1 });
    });

    test.each([
      ["another container of the same host's name", { machineId: "there" }],
      ["a container that shares the data folder", { processSpace: "boot of another pid namespace" }],
      ["a copy of this machine, or this one before it was started anew", { processSpace: "another boot" }],
      ["a system that does not say where its pids count", { processSpace: null }],
    ])("[E2][M8] the lease of %s is left to run out", async (_what, elsewhere) => {
      const runId = await createRun();
      const owner = { ...OWNER, ...elsewhere };
      const claim = await stores.ownership.claim(runId, owner);
      if (claim === null) throw new Error("not claimed");
      expect(await stores.ownership.endLeasesOfDeadProcesses(HERE, () => false)).not.toContain(runId);
      const nowhere = { ...HERE, processSpace: null };
      expect(await stores.ownership.endLeasesOfDeadProcesses(nowhere, () => false)).not.toContain(runId);
      expect(await stores.ownership.claim(runId, OTHER)).toBeNull();
      expect(await stores.ownership.renew([claim])).toEqual([claim]);
    });

    test("[E2] renewing extends only leases that are still held", async () => {
      const [held, lost] = [await createRun(), await createRun()];
      const heldClaim = await stores.ownership.claim(held, OWNER);
      const lostClaim = await stores.ownership.claim(lost, { ...OWNER, pid: 99 });
      if (heldClaim === null || lostClaim === null) throw new Error("not claimed");
      await stores.ownership.endLeasesOfDeadProcesses(HERE, (pid) => pid !== 99);
      await stores.ownership.claim(lost, OTHER);
      expect(await stores.ownership.renew([heldClaim, lostClaim])).toEqual([heldClaim]);
      expect(await stores.ownership.renew([])).toEqual([]);
      await stores.ownership.release(lostClaim);
      expect(await stores.ownership.claim(lost, OWNER)).toBeNull();
    });

    /** A run that its runner has finished and released. */
    async function createEndedRun(): Promise<string> {
      const runId = await createRun();
      const claim = await stores.ownership.claim(runId, OWNER);
      if (claim === null) throw new Error("not claimed");
      await stores.log.openWriter(claim).append({ events: [progressed(1), finished] });
      await stores.ownership.release(claim);
      return runId;
    }

    test("[E2] an ended run is neither claimed nor listed as unowned", async () => {
      const runId = await createEndedRun();
      await stores.commands.add({ ...click, runId, id: "click_1", type: "cancel" });
      expect(await stores.ownership.claim(runId, OTHER)).toBeNull();
      expect(await stores.ownership.findUnowned()).not.toContain(runId);
    });

    test("[D2][E2] crashes before a run is reopened no longer count", async () => {
      const runId = await createRun();
      for (const pid of [97, 98, 99]) {
        await stores.ownership.claim(runId, { ...OWNER, pid });
        await stores.ownership.endLeasesOfDeadProcesses(HERE, (living) => living !== pid);
      }
      const last = await stores.ownership.claim(runId, OWNER);
      if (last === null) throw new Error("not claimed");
      expect(last.crashes).toBe(3);
      await stores.log.openWriter(last).append({ events: [progressed(1), finished] });
      await stores.ownership.release(last);
      await stores.commands.add({ ...click, runId, id: "click_1", type: "retry" });
      const again = await stores.ownership.claim(runId, OWNER);
      if (again === null) throw new Error("not claimed");
      expect(again.crashes).toBe(3);
      const reopened = { type: "run.reopened", atMs: 2, at: AT, actor: PRESENTER } as const;
      await stores.log.openWriter(again).append({ events: [reopened], handledCommandIds: ["click_1"] });
      await stores.ownership.release(again);
      expect(await stores.ownership.claim(runId, OWNER)).toMatchObject({ crashes: 0 });
    });

    const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 1, durationMs: 1, results: [] };
    test.each([
      ["a stored result", true, { events: [progressed(1)], segments: [segment] }],
      ["a first failure of a batch", true, { events: [batchFailed] }],
      ["a measurement", false, { events: [progressed(1)] }],
      ["a resumption", false, { events: [resumed] }],
      ["a recovery that none of them counts for", true, { events: [recovered] }],
      ["a recovery that counts them", false, { events: [{ ...recovered, crashes: 2 }] }],
    ])("[E2] after %s, are earlier crashes forgotten: %s", async (_what, isForgotten, append) => {
      const runId = await createRun();
      for (const pid of [98, 99]) {
        await stores.ownership.claim(runId, { ...OWNER, pid });
        await stores.ownership.endLeasesOfDeadProcesses(HERE, (living) => living !== pid);
      }
      const claim = await stores.ownership.claim(runId, { ...OWNER, pid: 97 });
      if (claim === null) throw new Error("not claimed");
      expect(claim.crashes).toBe(2);
      await stores.log.openWriter(claim).append(append);
      await stores.ownership.endLeasesOfDeadProcesses(HERE, (living) => living !== 97);
      expect(await stores.ownership.claim(runId, OWNER)).toMatchObject({ crashes: isForgotten ? 1 : 3 });
    });

    test("[D2] an ended run with a pending retry can be claimed until the retry is answered", async () => {
      const runId = await createEndedRun();
      await stores.commands.add({ ...click, runId, id: "click_1", type: "retry" });
      expect(await stores.ownership.findUnowned()).toContain(runId);
      const claim = await stores.ownership.claim(runId, OTHER);
      if (claim === null) throw new Error("not claimed");
      expect(claim.crashes).toBe(0);
      expect(await stores.ownership.findUnowned()).not.toContain(runId);
      const reopened = { type: "run.reopened", atMs: 2, at: AT, actor: PRESENTER } as const;
      const writer = stores.log.openWriter(claim);
      await writer.append({ events: [reopened], handledCommandIds: ["click_1"], status: "running" });
      expect(await stores.runs.get(runId)).toMatchObject({ status: "running", finishedAt: null });
      await writer.append({ events: [{ ...finished, atMs: 3 }] });
      await stores.ownership.release(claim);
      expect(await stores.runs.get(runId)).toMatchObject({ status: "complete", finishedAt: expect.any(String) });
      expect(await stores.ownership.claim(runId, OTHER)).toBeNull();
    });
  });
}
