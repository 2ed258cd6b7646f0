import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunCommand } from "../../lib/core/run/commands.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { buildSpec, PRESENTER } from "../support/spec.ts";
import { type OpenStores, OWNER } from "./event-log.ts";

const LONG_AGO = "2020-01-02T03:04:05.678Z";

/** The contract of deleting runs, and of what is cleared without being asked. */
export function describeStorage(name: string, open: OpenStores): void {
  describe(`storage: ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(async () => stores.close());

    async function createRun(finishedAt: string | null, inputId: string | null = null): Promise<string> {
      const runId = newId("run");
      const input = inputId === null ? null : { inputId, name: "words.csv", rows: 1 };
      await stores.runs.create({ id: runId, spec: { ...buildSpec(), input }, actor: PRESENTER, at: LONG_AGO });
      if (finishedAt === null) return runId;
      const claim = await stores.ownership.claim(runId, OWNER);
      if (claim === null) throw new Error("not claimed");
      const actor = { role: "runner", name: "test" } as const;
      const results = { scenarios: [], judgement: null } as never;
      await stores.log.openWriter(claim).append({
        events: [
          { type: "run.finished", status: "complete", results, diagnosis: null, atMs: 5, at: finishedAt, actor },
        ],
        segments: [{ scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 1, durationMs: 1, results: [] }],
      });
      await stores.ownership.release(claim);
      return runId;
    }

    const command = (runId: string, type: RunCommand["type"]): RunCommand => ({
      id: newId("cmd"),
      runId,
      type,
      scenarioId: null,
      percent: null,
      force: false,
      fault: null,
      actor: PRESENTER,
    });

    async function addInput(createdAt: string, checksum = newId("cmd")): Promise<string> {
      const id = newId("input");
      const head = { id, skillId: "echo", name: "words.csv", format: "csv", rows: 1, checksum, createdAt } as const;
      return (await stores.inputs.add(head, ['{"word":"one"}'])).id;
    }

    async function addGrant(grant: { kind: "key" | "session"; expiresAt: string | null; parentId?: string }) {
      const id = newId("grant");
      const { parentId = null, ...rest } = grant;
      await stores.grants.add({ id, role: "reviewer", label: "Ada", secretHash: `hash of ${id}`, parentId, ...rest });
      return { id, isValid: async () => (await stores.grants.findBySecretHash(`hash of ${id}`)) !== null };
    }

    test("[O5] a deleted run leaves nothing behind, and the stage shows no run", async () => {
      const [gone, kept] = [await createRun(LONG_AGO), await createRun(LONG_AGO)];
      const stage = await stores.stages.ensureDefault({ id: newId("stage"), newCode: () => "ABCDEF" });
      await stores.stages.setRun(stage.id, gone);
      await stores.commands.add(command(gone, "cancel"));
      const changed: (string | null)[] = [];
      const unsubscribe = await stores.stages.subscribe((id) => changed.push(id));
      expect(await stores.runs.remove(gone)).toBe("removed");
      expect(await stores.runs.get(gone)).toBeNull();
      expect(await stores.log.readState(gone)).toBeNull();
      expect(await stores.log.read(gone, 0).catch(() => [])).toEqual([]);
      expect(await stores.commands.pending(gone)).toEqual([]);
      expect((await stores.stages.get(stage.id))?.runId).toBeNull();
      await expect.poll(() => changed, { timeout: 5_000 }).toContain(stage.id);
      await unsubscribe();
      expect(await stores.runs.remove(gone)).toBe("unknown");
      expect(await stores.log.read(kept, 0)).toHaveLength(2);
      expect(await stores.log.readSegments(kept, "simple")).toHaveLength(1);
    });

    test("[O5] a run that has not ended, or that a runner has, is not deleted", async () => {
      const queued = await createRun(null);
      expect(await stores.runs.remove(queued)).toBe("in-use");
      const reopening = await createRun(LONG_AGO);
      await stores.commands.add(command(reopening, "retry"));
      const claim = await stores.ownership.claim(reopening, OWNER);
      if (claim === null) throw new Error("not claimed");
      expect(await stores.runs.remove(reopening)).toBe("in-use");
      await stores.ownership.release(claim);
      expect(await stores.runs.remove(reopening)).toBe("removed");
    });

    test("[O5] ended sessions and keys are cleared after a day, a key with its sessions", async () => {
      const key = await addGrant({ kind: "key", expiresAt: LONG_AGO });
      // written by an older version, which let a session outlive its key
      const session = await addGrant({ kind: "session", expiresAt: null, parentId: key.id });
      const valid = await addGrant({ kind: "key", expiresAt: null });
      const recent = await addGrant({ kind: "session", expiresAt: new Date(Date.now() - 1_000).toISOString() });
      expect((await stores.storage.clear()).grants).toBe(2);
      expect((await stores.storage.clear()).grants).toBe(0);
      expect(await session.isValid()).toBe(false);
      expect(await valid.isValid()).toBe(true);
      expect(await recent.isValid()).toBe(false);
    });

    test("[O5] commands of runs that ended a day ago are cleared, except a retry that waits", async () => {
      const [old, recent, open_] = [
        await createRun(LONG_AGO),
        await createRun(new Date().toISOString()),
        await createRun(null),
      ];
      const retry = command(old, "retry");
      for (const each of [command(old, "cancel"), retry, command(recent, "cancel"), command(open_, "cancel")])
        await stores.commands.add(each);
      expect((await stores.storage.clear()).commands).toBe(1);
      expect(await stores.commands.pending(old)).toEqual([retry]);
      expect(await stores.commands.pending(recent)).toHaveLength(1);
      expect(await stores.commands.pending(open_)).toHaveLength(1);
    });

    test("[B3][O5] uploads that no run has used for a day are cleared", async () => {
      const [unused, used, recent] = [
        await addInput(LONG_AGO),
        await addInput(LONG_AGO),
        await addInput(new Date().toISOString()),
      ];
      const again = await addInput(LONG_AGO, "the same");
      expect(await addInput(new Date().toISOString(), "the same")).toBe(again);
      const runId = await createRun(LONG_AGO, used);
      expect((await stores.storage.clear()).inputs).toBe(1);
      expect(await stores.inputs.get(unused)).toBeNull();
      for (const id of [used, recent, again]) expect(await stores.inputs.get(id)).not.toBeNull();
      await stores.runs.remove(runId);
      await stores.storage.clear();
      expect(await stores.inputs.get(used)).toBeNull();
    });

    test("[O5] sizes name every part, and a report reaches the other processes", async () => {
      await stores.storage.probe();
      const { parts, totalBytes } = await stores.storage.measure();
      expect(parts.map(({ part }) => part)).toContain("events");
      expect(parts.every(({ bytes }) => bytes >= 0)).toBe(true);
      expect(totalBytes).toBeGreaterThanOrEqual(parts.reduce((sum, { bytes }) => sum + bytes, 0));
      const reported: string[] = [];
      const unsubscribe = await stores.storage.subscribe((shortage) => reported.push(shortage));
      await stores.storage.reportShortage("disk-full");
      await expect.poll(() => reported, { timeout: 5_000 }).toEqual(["disk-full"]);
      await unsubscribe();
    });
  });
}
