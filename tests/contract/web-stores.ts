import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldStage, type StageFact } from "../../lib/core/stage/stage-facts.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { AT, buildSpec, PRESENTER } from "../support/spec.ts";
import type { OpenStores } from "./event-log.ts";

/** The contract of the stores for commands, queue, demos, stages and grants. */
export function describeWebStores(name: string, open: OpenStores): void {
  describe(`stores: ${name}`, () => {
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

    test("[A13] a repeated click is stored once, commands keep their order, and each wakes the runner", async () => {
      const runId = await createRun();
      const woken: (string | null)[] = [];
      const unsubscribe = await stores.commands.subscribe((id) => woken.push(id));
      const advance = {
        id: newId("cmd"),
        runId,
        type: "advance",
        scenarioId: null,
        percent: 33.3,
        force: true,
        fault: null,
        actor: PRESENTER,
      } as const;
      const pause = {
        id: newId("cmd"),
        runId,
        type: "pause",
        scenarioId: "simple",
        percent: null,
        force: false,
        fault: null,
        actor: PRESENTER,
      } as const;
      expect(await Promise.all([stores.commands.add(advance), stores.commands.add(advance)])).toEqual(
        expect.arrayContaining(["added", "duplicate"]),
      );
      expect(await stores.commands.add(pause)).toBe("added");
      expect(await stores.commands.pending(runId)).toEqual([advance, pause]);
      await expect.poll(() => woken, { timeout: 10_000 }).toContain(runId);
      await unsubscribe();
      await expect(stores.commands.add({ ...pause, id: newId("cmd"), runId: "run_of_nobody" })).rejects.toThrow();
    });

    test("[A13] a click id is unique per run: scripts may reuse ids for other runs", async () => {
      const [first, second] = [await createRun(), await createRun()];
      const cancel = {
        id: "click-1",
        type: "cancel",
        scenarioId: null,
        percent: null,
        force: false,
        fault: null,
        actor: PRESENTER,
      } as const;
      expect(await stores.commands.add({ ...cancel, runId: first })).toBe("added");
      expect(await stores.commands.add({ ...cancel, runId: second })).toBe("added");
      expect(await stores.commands.add({ ...cancel, runId: second })).toBe("duplicate");
      const elsewhere = { ...cancel, runId: second, actor: { ...PRESENTER, name: "script" } };
      expect(await stores.commands.add(elsewhere)).toBe("duplicate");
      expect(await stores.commands.pending(second)).toHaveLength(1);
    });

    test("[A13] a click id with another command is reported and changes nothing", async () => {
      const runId = await createRun();
      const advance = {
        id: "click-1",
        runId,
        type: "advance",
        scenarioId: null,
        percent: 30,
        force: false,
        fault: null,
        actor: PRESENTER,
      } as const;
      expect(await stores.commands.add(advance)).toBe("added");
      for (const other of [
        { type: "cancel", percent: null },
        { percent: 50 },
        { force: true },
        { type: "pause", percent: null, scenarioId: "simple" },
        { type: "fault", percent: null, scenarioId: "simple", fault: "kill" },
      ] as const)
        expect(await stores.commands.add({ ...advance, ...other })).toBe("reused");
      expect(await stores.commands.add(advance)).toBe("duplicate");
      expect(await stores.commands.pending(runId)).toEqual([advance]);
    });

    test("[M8] runs are handed over one at a time: one sent twice once, those sent together without a pause", async () => {
      const runId = newId("run");
      const handled: string[] = [];
      let [working, most] = [0, 0];
      await stores.queue.send(runId);
      await stores.queue.send(runId);
      await stores.queue.work(async (id) => {
        working += 1;
        most = Math.max(most, working);
        await new Promise((resolve) => setImmediate(resolve));
        handled.push(id);
        working -= 1;
      });
      await expect.poll(() => handled, { timeout: 15_000 }).toEqual([runId]);
      await stores.queue.send(runId);
      await expect.poll(() => handled, { timeout: 15_000 }).toEqual([runId, runId]);
      const together = Array.from({ length: 6 }, () => newId("run"));
      await Promise.all(together.map((id) => stores.queue.send(id)));
      // less than the poll that would find them without a notice
      await expect.poll(() => handled.length, { timeout: 2_500, interval: 20 }).toBe(8);
      expect(new Set(handled)).toEqual(new Set([runId, ...together]));
      expect(most).toBe(1);
    });

    test("[O1] sample demos are added once and never changed afterwards", async () => {
      const demo = { id: newId("demo"), title: "First", summary: "s", sample: true, spec: buildSpec(), createdAt: AT };
      await stores.demos.addMissing([demo]);
      await stores.demos.addMissing([{ ...demo, title: "Second" }]);
      await stores.demos.addMissing([]);
      expect(await stores.demos.get(demo.id)).toEqual(demo);
      expect(await stores.demos.list()).toEqual([demo]);
      expect(await stores.demos.get("demo_of_nobody")).toBeNull();
    });

    test("[G12] facts of a stage are numbered without a hole: of two with one number, one is stored", async () => {
      const stage = await stores.stages.ensureDefault({ id: newId("stage"), newCode: () => "FFFFFF" });
      const runId = await createRun();
      const notified: (string | null)[] = [];
      const unsubscribe = await stores.stages.subscribe((id) => notified.push(id));
      const first = stage.programme.seq + 1;
      const toFact = (seq: number, cover: "black" | "white"): StageFact => {
        return { seq, runId, runAtMs: 1_234.5, at: AT, actor: PRESENTER, change: { type: "cover", cover } };
      };
      const add = (fact: StageFact) => stores.stages.addFact(stage.id, fact, foldStage(stage.programme, fact));
      const added = await Promise.all([add(toFact(first, "black")), add(toFact(first, "white"))]);
      expect(added.toSorted()).toEqual([false, true]);
      expect(await add(toFact(first + 2, "white"))).toBe(false);
      const [fact, ...others] = await stores.stages.readFacts(stage.id, runId);
      expect([fact, others]).toEqual([toFact(first, added[0] ? "black" : "white"), []]);
      expect(await stores.stages.findByCode(stage.code)).toMatchObject({ programme: { seq: first, runId } });
      await expect.poll(() => notified, { timeout: 10_000 }).toContain(stage.id);
      await unsubscribe();
    });

    test("[G2] there is one default stage, found by its code until it is renewed", async () => {
      const runId = await createRun();
      const codes = ["AAAAAA", "BBBBBB", "AAAAAA", "CCCCCC", "DDDDDD"];
      const newCode = () => codes.shift() ?? "EEEEEE";
      const made = await Promise.all([1, 2].map(() => stores.stages.ensureDefault({ id: newId("stage"), newCode })));
      expect(made[0]).toEqual(made[1]);
      const stage = made[0];
      if (stage === undefined) throw new Error("no stage");
      const notified: (string | null)[] = [];
      const unsubscribe = await stores.stages.subscribe((id) => notified.push(id));
      await stores.stages.setRun(stage.id, runId);
      expect(await stores.stages.findByCode(stage.code)).toEqual({ ...stage, runId });
      await expect.poll(() => notified, { timeout: 10_000 }).toContain(stage.id);
      const renewed = await stores.stages.renewCode(stage.id, newCode);
      expect(renewed).toEqual({ ...stage, runId, code: expect.not.stringMatching(stage.code) });
      expect(await stores.stages.findByCode(stage.code)).toBeNull();
      expect(await stores.stages.get(stage.id)).toEqual(renewed);
      await unsubscribe();
      await expect(stores.stages.setRun("stage_of_nobody", runId)).rejects.toThrow("stage_of_nobody");
    });

    test("[L1] revoking a key ends its sessions; an expired key is not found", async () => {
      const key = { id: newId("grant"), role: "presenter", label: "operator", kind: "key", expiresAt: null } as const;
      const session = {
        id: newId("grant"),
        role: "presenter",
        label: "browser",
        kind: "session",
        expiresAt: "2999-01-01T00:00:00.000Z",
      } as const;
      const expired = {
        id: newId("grant"),
        role: "reviewer",
        label: "old",
        kind: "key",
        expiresAt: "2001-01-01T00:00:00.000Z",
      } as const;
      await stores.grants.add({ ...key, secretHash: "hash-1", parentId: null });
      await stores.grants.add({ ...session, secretHash: "hash-2", parentId: key.id });
      await stores.grants.add({ ...expired, secretHash: "hash-3", parentId: null });
      expect(await stores.grants.findBySecretHash("hash-1")).toEqual(key);
      expect(await stores.grants.findBySecretHash("hash-2")).toEqual(session);
      expect(await stores.grants.findBySecretHash("hash-3")).toBeNull();
      expect(await stores.grants.findBySecretHash("hash-4")).toBeNull();
      expect(await stores.grants.list()).toEqual([key, session]);
      await expect(
        stores.grants.add({ ...key, id: newId("grant"), secretHash: "hash-1", parentId: null }),
      ).rejects.toThrow();
      const own = { ...session, id: newId("grant") };
      const lent = { ...session, id: newId("grant") };
      await stores.grants.add({ ...own, secretHash: "hash-5", parentId: key.id });
      await stores.grants.add({ ...lent, secretHash: "hash-6", parentId: expired.id });
      await stores.grants.revoke(own.id);
      const hashes = ["hash-1", "hash-2", "hash-3", "hash-4", "hash-5", "hash-6"];
      expect([...(await stores.grants.findEnded(hashes))]).toEqual([
        ["hash-3", "expired"],
        ["hash-4", "expired"],
        ["hash-5", "signed-out"],
        ["hash-6", "expired"],
      ]);
      expect((await stores.grants.findEnded([])).size).toBe(0);
      await stores.grants.revoke(lent.id);
      await stores.grants.revoke(key.id);
      expect([...(await stores.grants.findEnded(["hash-1", "hash-2", "hash-5"]))]).toEqual([
        ["hash-1", "revoked"],
        ["hash-2", "revoked"],
        ["hash-5", "revoked"],
      ]);
      expect([await stores.grants.findBySecretHash("hash-1"), await stores.grants.findBySecretHash("hash-2")]).toEqual([
        null,
        null,
      ]);
      expect(await stores.grants.list()).toEqual([]);
    });
  });
}
